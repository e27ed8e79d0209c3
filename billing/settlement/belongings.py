"""What of a person who is paid stands in the network's settlement."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import get_language, gettext

from billing.settlement.models import (
    Accrual,
    NettingConsent,
    Payee,
    Reversal,
    Statement,
    StatementLine,
    Transfer,
    WriteOff,
)
from billing.settlement.queries.statements import statement_of
from billing.settlement.terms import payout_terms
from billing.settlement.web import shown
from kith.belongings import GONE, Belongings, PaperFile, Papers, Row, Tie
from kith.money import Money
from kith.ui.formats import money_text

BOOKS = "the law asks for what was paid to whom, and for what, for years"
WORKS = frozenset({"key", "idem_key", "purpose", "note", "stripe_account"})
# Whose bill a share comes from is its customer's to know.
OF_A_BILL = frozenset({"invoice_line_id", "invoice_number"})

BELONGINGS = [
    Belongings(
        Payee,
        of="party_ref",
        name="payouts-to",
        others=WORKS | {"requirements", "disabled_reason", "payout_reference"},
        erased={"display_name": GONE, "requirements": []},
        stays=BOOKS,
    ),
    Belongings(
        Accrual,
        of="payee__party_ref",
        name="earnings",
        is_list=True,
        others=WORKS | OF_A_BILL | {"takes_from_id", "gives_back_id"},
        stays=BOOKS,
    ),
    Belongings(
        Transfer,
        of="payee__party_ref",
        name="payouts",
        is_list=True,
        others=WORKS | {"exclusion_id"},
        stays=BOOKS,
    ),
    Belongings(Statement, of="payee__party_ref", name="statements", is_list=True, stays=BOOKS),
    Belongings(
        StatementLine,
        of="statement__payee__party_ref",
        name="statement-lines",
        others=OF_A_BILL,
        stays=BOOKS,
    ),
    Belongings(
        NettingConsent,
        of="payee__party_ref",
        name="netting-choices",
        others=frozenset({"decided_by"}),
        stays="proof of what was agreed to",
    ),
    Belongings(
        Reversal,
        of="payee__party_ref",
        name="payouts-taken-back",
        others=WORKS | {"asked_by"},
        stays=BOOKS,
    ),
    Belongings(
        WriteOff,
        of="payee__party_ref",
        name="debts-given-up",
        others=WORKS | {"asked_by", "approved_by"},
        stays=BOOKS,
    ),
]


def earnings_to_end(*, person_id: UUID, at: datetime) -> Iterator[Row]:
    """Say what is still due to a person, or from them: what is worth a payout, or under way."""
    mine = Accrual.objects.filter(payee__party_kind=Payee.PERSON, payee__party_ref=person_id)
    open_ = mine.filter(state__in=[*Accrual.OPEN, Accrual.IN_RUN, Accrual.RETURNING])
    for currency, minor in (
        open_.order_by().values_list("currency").annotate(Sum("amount_minor")).order_by("currency")
    ):
        said = {"amount": money_text(Money(abs(minor), currency))}
        if minor >= payout_terms(currency=currency, at=at).minimum_minor:
            yield Row(
                gettext("%(amount)s is still due to you") % said,
                gettext("It is paid out with the next payout; the account can end after it."),
                gettext("Your earnings"),
            )
        elif minor < 0:
            yield Row(
                gettext("You owe %(amount)s of what was paid out to you") % said,
                gettext("It is set off against your next earnings, or write to us."),
                gettext("Your earnings"),
            )


TIES = [Tie("public", earnings_to_end, order=40, url_name="my-earnings")]


def papers_of(person_id: UUID) -> Iterator[PaperFile]:
    """Yield a person's statements, each as it is shown to them."""
    mine = Statement.objects.filter(payee__party_kind=Payee.PERSON, payee__party_ref=person_id)
    for number in mine.order_by("number").values_list("number", flat=True):
        yield PaperFile(f"{number}.pdf", partial(_statement, number, person_id))


PAPERS = [Papers("public", papers_of)]


def _statement(number: str, person_id: UUID) -> bytes:
    from billing.settlement.drawing import pdf_of

    found, lines = statement_of(number=number, party_kind=Payee.PERSON, party_ref=person_id)
    return pdf_of(shown.paper_of(found, lines, locale=get_language() or "en"))


MENTIONS = dict.fromkeys(
    (
        "settlement.Run.opened_by",
        "settlement.RunApproval.by",
        "settlement.RunExclusion.by",
        "settlement.ReconciledDay.by",
        "settlement.Difference.explained_by",
    ),
    "who of the staff answers for it: proof, kept as long as the books",
) | {
    "settlement.WebhookEvent.body": "what the processor told, as it signed it: swept in two years",
}
