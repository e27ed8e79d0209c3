"""What one person earns at two shops is settled shop by shop, unless they agree to more."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction

from billing.ledger.queries import faults_of_books
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Accrual, NettingConsent, Payee, Transfer
from billing.settlement.previews import earnings_of, run_preview
from billing.settlement.purposes import transfer_purpose
from billing.settlement.sums import payee_sums
from billing.settlement.usecases.adopt_transfer import SharesDiffer, adopt_transfer
from billing.settlement.usecases.choose_netting import choose_netting
from billing.settlement.usecases.fail_transfer import fail_transfer
from billing.settlement.usecases.open_run import NothingDue
from billing.settlement.usecases.pay_transfer import pay_transfer
from billing.settlement.usecases.recover_due import DAYS_TO_SET_OFF, recover_due
from billing.settlement.usecases.release_run import release_run
from billing.settlement.usecases.retry_transfer import retry_transfer
from kith.audit.models import AuditEntry
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, MAYA, a_frozen_run, a_paid_run, a_payee
from tests.insider import edit

DAY = timedelta(days=1)
# When what was sold at LATER may be paid.
MUCH_LATER = LATER + 90 * DAY
# Its seller earns 200.00 of it, and whoever sponsors the seller 20.00.
BIG, PART = (242_000,), 2_000


@pytest.fixture(autouse=True)
def _books_are_right(public):
    yield
    with in_public():
        assert faults_of_books() == []
        assert faults_of_settlement() == []


@pytest.fixture
def sponsor(acme, globex, sponsored_by) -> Payee:
    """Somebody who brought both sellers, and can be paid; the sellers cannot yet."""
    person = uuid4()
    sponsored_by(person)
    return a_payee(party_ref=person, party_kind="person")


def sale(shop, *, prices=BIG, at=NOON):
    with in_tenant(shop):
        return a_paid_invoice(prices=prices, at=at)


def refund(shop, bill, *, at=LATER):
    with in_tenant(shop):
        a_refund(bill, at=at)


def choose(payee, *, is_together=True, at=LATER):
    return choose_netting(
        party_kind=payee.party_kind,
        party_ref=payee.party_ref,
        is_together=is_together,
        by=payee.party_ref,
        at=at,
    )


def payments(run) -> dict[UUID | None, int]:
    """What a run pays, by the shop it is for."""
    with in_public():
        return dict(run.transfers.values_list("tenant_id", "amount_minor"))


def foreseen(at) -> dict[UUID | None, int]:
    preview = run_preview(currency="EUR", cut_off_at=at, at=at)
    return {row.shop_id: row.amount.minor for row in preview.payees if row.is_due}


@pytest.fixture
def in_the_red_at_acme(acme, globex, sponsor) -> Payee:
    """A sponsor who has to give 20.00 back at acme, and has 40.00 to come from globex."""
    bill = sale(acme)
    a_paid_run(key="first")
    refund(acme, bill)
    for _ in range(2):
        sale(globex, at=LATER)
    return sponsor


def test_a_refund_at_one_shop_does_not_lower_what_the_other_pays(globex, in_the_red_at_acme):
    assert foreseen(MUCH_LATER) == {globex.uuid: 2 * PART}

    run = a_frozen_run(key="second", at=MUCH_LATER)

    assert payments(run) == {globex.uuid: 2 * PART}
    with in_public():
        waiting = Accrual.objects.open().get(payee=in_the_red_at_acme)
        assert (waiting.kind, waiting.amount_minor) == (Accrual.CLAWBACK, -PART)


def test_who_agreed_is_paid_what_all_shops_owe_together(in_the_red_at_acme):
    choose(in_the_red_at_acme)
    assert foreseen(MUCH_LATER) == {None: PART}

    run = a_frozen_run(key="second", at=MUCH_LATER)

    assert payments(run) == {None: PART}
    with in_public():
        assert not Accrual.objects.open().filter(payee=in_the_red_at_acme).exists()


def test_a_consent_taken_back_holds_no_more_but_for_what_was_frozen_under_it(acme, globex, sponsor):
    choose(sponsor, at=LATER)
    sale(acme)
    sale(globex)
    first = a_frozen_run(key="first", at=LATER)

    choose(sponsor, is_together=False, at=LATER + DAY)
    for shop in (acme, globex):
        sale(shop, at=LATER)

    assert payments(first) == {None: 2 * PART}
    second = a_frozen_run(key="second", at=MUCH_LATER)
    assert payments(second) == {acme.uuid: PART, globex.uuid: PART}


def test_a_consent_reaches_no_run_that_was_opened_before_it(acme, globex, sponsor):
    sale(acme)
    sale(globex)
    choose(sponsor, at=LATER + DAY)

    assert payments(a_frozen_run(at=LATER)) == {acme.uuid: PART, globex.uuid: PART}


def test_two_shops_below_the_minimum_are_added_up_only_by_consent(acme, globex, sponsor):
    for shop in (acme, globex):
        sale(shop, prices=(72_600,))
    preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
    mine = [row for row in preview.payees if row.payee_id == sponsor.pk]
    assert [(row.amount.minor, row.standing) for row in mine] == [(600, "below_minimum")] * 2
    with in_public(), pytest.raises(NothingDue):
        a_frozen_run(key="apart")

    choose(sponsor)

    assert payments(a_frozen_run(key="together")) == {None: 1_200}


def test_a_second_run_pays_nothing_again(acme, globex, sponsor):
    sale(acme)
    sale(globex)
    run = a_frozen_run()

    assert payments(a_frozen_run()) == payments(run) == {acme.uuid: PART, globex.uuid: PART}
    with in_public(), pytest.raises(NothingDue):
        a_frozen_run(key="again")


def test_the_seller_of_a_shop_is_paid_by_it_as_ever(acme, globex, sponsor):
    seller = a_payee(party_ref=acme.uuid)
    sale(acme)

    run = a_frozen_run()

    with in_public():
        assert dict(run.transfers.values_list("payee", "tenant_id")) == {
            seller.pk: acme.uuid,
            sponsor.pk: acme.uuid,
        }


def test_a_payment_says_for_which_shop_and_which_shares_it_is(acme, globex, sponsor):
    sale(acme)
    sale(globex)
    a_frozen_run()

    with in_public():
        transfers = list(Transfer.objects.select_related("run"))
        for transfer in transfers:
            assert transfer.purpose == transfer_purpose(
                payee=sponsor,
                shop_id=transfer.tenant_id,
                currency="EUR",
                cut_off_at=transfer.run.cut_off_at,
                shares=transfer.accruals.all(),
            )
    assert len({transfer.idem_key for transfer in transfers}) == 2


@pytest.mark.parametrize("is_together", [True, False])
def test_a_refused_payment_is_tried_again_for_the_same_shop(acme, globex, sponsor, is_together):
    choose(sponsor, is_together=is_together)
    sale(acme)
    sale(globex)
    run = a_frozen_run()
    with in_public():
        dead = run.transfers.order_by("position")[0]
        fail_transfer(transfer_id=dead.pk, reason="no", at=LATER)
        again = retry_transfer(transfer_id=dead.pk, by=MAYA, at=LATER)

    assert (again.tenant_id, again.amount) == (dead.tenant_id, dead.amount)
    assert (again.purpose, again.idem_key) == (dead.purpose, f"{dead.purpose}:2")


@pytest.fixture
def frozen_before(acme, globex, sponsor):
    """A payment of both shops, frozen when nobody was asked and no purpose named a shop."""
    choose(sponsor)
    for shop in (acme, globex):
        sale(shop)
    run = a_frozen_run()
    edit(
        "public",
        """UPDATE settlement_transfer SET purpose = replace(purpose, ':all:', ':'),
                                        idem_key = replace(idem_key, ':all:', ':')""",
    )
    edit("public", "DELETE FROM settlement_nettingconsent")
    with in_public():
        release_run(run_id=run.pk, by=MAYA, at=LATER)
        return run.transfers.get()


def test_what_was_frozen_before_is_paid_as_it_was_frozen(frozen_before):
    with in_public():
        paid = pay_transfer(transfer_id=frozen_before.pk, transfer_reference="tr_1", at=LATER)
        assert paid.statement.lines.count() == 2


def test_what_was_frozen_before_is_tried_again_whole(frozen_before):
    with in_public():
        fail_transfer(transfer_id=frozen_before.pk, reason="no", at=LATER)
        again = retry_transfer(transfer_id=frozen_before.pk, by=MAYA, at=LATER)
    assert (again.tenant_id, again.amount) == (None, euros(2 * PART))


def forgotten_transfer(run, shop_id) -> tuple[dict, int]:
    """Forget one payment of a run and its run; return what the processor still knows of it."""
    with in_public():
        transfer = run.transfers.get(tenant_id=shop_id)
        return {"purpose": transfer.purpose, "run": run.key}, transfer.amount_minor


def adopt(notes, minor):
    with in_public():
        return adopt_transfer(
            transfer_reference="tr_lost", amount_minor=minor, notes=notes, by=MAYA, at=LATER
        )


def test_a_forgotten_transfer_of_one_shop_leaves_the_other_shop_due(acme, globex, sponsor):
    for shop in (acme, globex):
        sale(shop)
    with in_public(), transaction.atomic():
        known = forgotten_transfer(a_frozen_run(key="lost"), globex.uuid)
        transaction.set_rollback(True)

    adopted = adopt(*known)

    assert (adopted.state, adopted.tenant_id, adopted.amount) == ("done", globex.uuid, euros(PART))
    assert payments(a_frozen_run(key="next")) == {acme.uuid: PART}


def test_a_forgotten_transfer_of_all_shops_takes_the_shares_of_all(acme, globex, sponsor):
    for shop in (acme, globex):
        sale(shop)
    with in_public(), transaction.atomic():
        choose(sponsor)
        known = forgotten_transfer(a_frozen_run(key="lost"), None)
        transaction.set_rollback(True)

    assert adopt(*known).amount == euros(2 * PART)
    with in_public(), pytest.raises(NothingDue):
        a_frozen_run(key="next")


def test_a_transfer_sent_before_shops_stood_apart_is_still_known_by_its_shares(
    acme, globex, sponsor
):
    for shop in (acme, globex):
        sale(shop)
    with in_public(), transaction.atomic():
        choose(sponsor)
        notes, minor = forgotten_transfer(a_frozen_run(key="lost"), None)
        transaction.set_rollback(True)
    before = notes | {"purpose": notes["purpose"].replace(":all:", ":")}

    with pytest.raises(SharesDiffer):
        adopt(before, minor - 1)
    adopted = adopt(before, minor)
    with in_public():
        assert (adopted.tenant_id, adopted.accruals.count()) == (None, 2)


def test_what_is_owed_at_one_shop_is_taken_back_there_though_another_shop_owes_more(
    acme, in_the_red_at_acme
):
    late = LATER + (DAYS_TO_SET_OFF + 1) * DAY
    with in_public():
        assert recover_due(at=late) == 1
        reversal = in_the_red_at_acme.reversals.get()
        assert (reversal.transfer.tenant_id, reversal.amount_minor) == (acme.uuid, PART)


def test_who_agreed_is_left_alone_while_the_shops_together_owe_them(in_the_red_at_acme):
    choose(in_the_red_at_acme)
    with in_public():
        assert recover_due(at=LATER + (DAYS_TO_SET_OFF + 1) * DAY) == 0


def test_what_a_payee_reads_is_what_the_run_pays(in_the_red_at_acme):
    mine = {"party_kind": "person", "party_ref": in_the_red_at_acme.party_ref, "currency": "EUR"}
    apart = earnings_of(**mine, at=MUCH_LATER)
    (sums,) = payee_sums([in_the_red_at_acme.pk], at=MUCH_LATER)[in_the_red_at_acme.pk]
    assert (apart.payable, apart.owed) == (euros(2 * PART), euros(-PART))
    assert (sums.due, sums.owed) == (apart.payable, apart.owed)

    choose(in_the_red_at_acme)

    together = earnings_of(**mine, at=MUCH_LATER)
    assert (together.payable, together.owed) == (euros(PART), euros(0))


def test_a_choice_is_kept_with_who_made_it_and_the_same_again_changes_nothing(sponsor):
    assert choose(sponsor).pk == choose(sponsor, at=LATER + DAY).pk
    choose(sponsor, is_together=False, at=LATER + 2 * DAY)

    with in_public():
        kept = NettingConsent.objects.order_by("decided_at").values_list(
            "is_given", "decided_by", "decided_at"
        )
        assert list(kept) == [
            (True, sponsor.party_ref, LATER),
            (False, sponsor.party_ref, LATER + 2 * DAY),
        ]
        assert AuditEntry.objects.filter(action="netting.chosen").count() == 2


def test_a_choice_is_never_changed_or_taken_out(sponsor):
    choose(sponsor)
    with in_public():
        rows = NettingConsent.objects.all()
        for act in (lambda: rows.update(is_given=False), rows.delete):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                act()


def test_a_payment_that_pays_for_another_shop_is_named(acme, globex, sponsor):
    sale(acme)
    run = a_frozen_run()
    for shop, said in ((globex, "pays shares of another shop"), (acme, "")):
        edit("public", "UPDATE settlement_transfer SET tenant_id = %s", [shop.uuid])
        with in_public():
            assert faults_of_settlement() == [f"transfer {run.transfers.get().pk} {said}"] * bool(
                said
            )
