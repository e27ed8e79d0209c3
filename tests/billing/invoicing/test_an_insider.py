"""
Somebody with the database's own keys edits what stands there: `check_books` names each edit.

The ten edits of the list were all passed by books that only add up.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from ambassadors.referral.models import ReferralTerm
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.usecases.prove_books import prove_books
from billing.settlement.models import WebhookEvent
from billing.settlement.proofs import fault_count
from billing.settlement.usecases.choose_netting import choose_netting
from catalog.wholesale.models import WholesaleTerm
from kith.audit.models import Block
from kith.audit.record import record
from kith.audit.seal import LOOK_ANYWAY, seal_what_is_new
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_refund, paid_invoices
from tests.factories.ordering import an_order
from tests.factories.settlement import MAYA, a_paid_run, a_payee
from tests.factories.storefront import an_offer
from tests.insider import edit

SWAPPED = """
UPDATE settlement_payee SET stripe_account = 'acct_mine' WHERE display_name = 'Acme'
"""
AFTER = NOON + timedelta(days=100)


@pytest.fixture
def sealed(acme, globex):
    """A little of everything that is sealed, a run that paid for it, an order that nobody paid."""
    for tenant in (acme, globex):
        a_payee(party_ref=tenant.uuid)
    sold = paid_invoices(11, prices=(2_420,))
    a_paid_run()
    a_refund(sold[0], minor=500)
    choose_netting(party_kind="person", party_ref=MAYA, is_together=True, by=MAYA, at=NOON)
    an_offer()
    an_order()
    with in_public():
        publish_default_programme(at=NOON)
        WholesaleTerm.objects.create(
            seller_kind="reseller",
            starts_at=NOON,
            wholesale_basis_points=7_000,
            ceiling_basis_points=12_000,
        )
        ReferralTerm.objects.create(starts_at=NOON)
        WebhookEvent.objects.create(
            endpoint="platform",
            event_id="evt_1",
            type="charge.succeeded",
            livemode=False,
            body={"amount": 1},
            received_at=NOON,
        )
        for number in (1, 2):
            record("case.signed", actor_id=MAYA, subject=f"case:{number}", detail={}, at=NOON)
    assert seal_what_is_new(at=NOON) > 0
    assert named() == []
    return acme.schema_name


def named() -> list[str]:
    return faults_of_the_house(at=AFTER).faults


# An edit, the schema it is made in (none: the tenant's), and what it is named as.
THE_TEN = (
    (
        "a balanced pair fitted into a tenant's journal",
        "",
        """INSERT INTO ledger_posting (journal_id, account_id, amount_minor)
           SELECT j.uuid, a.id, CASE a.code WHEN 'clearing:platform' THEN 7 ELSE -7 END
             FROM ledger_journal j, ledger_account a
            WHERE j.kind = 'payment' AND a.code IN ('clearing:platform', 'income:sales')""",
        "says other legs than it has",
    ),
    (
        "an audit entry rewritten",
        "public",
        "UPDATE audit_auditentry SET actor_id = NULL WHERE subject = 'case:1'",
        "(case.signed of case:1) is not as it was sealed",
    ),
    (
        "an audit entry removed",
        "public",
        "DELETE FROM audit_auditentry WHERE subject = 'case:2'",
        "is gone, and was sealed",
    ),
    (
        "the body of a webhook",
        "public",
        """UPDATE settlement_webhookevent SET body = '{"amount": 2}'""",
        "webhook evt_1 (charge.succeeded) is not as it was sealed",
    ),
    (
        "a sharing model that began earlier",
        "public",
        """UPDATE settlement_sharingmodel SET starts_at = starts_at - interval '90 days'
            WHERE seller_kind = 'reseller'""",
        "sharing model 1 for reseller is not as it was sealed",
    ),
    (
        "a journal dated back",
        "",
        """UPDATE ledger_journal SET effective_at = effective_at - interval '90 days'
            WHERE kind = 'invoice_issued'""",
        ":issued is not as it was sealed",
    ),
    (
        "tax moved to wholesale in a paid split",
        "",
        """UPDATE invoicing_splitpart
              SET amount_minor = amount_minor + CASE party WHEN 'tax' THEN -5 ELSE 5 END
            WHERE party IN ('tax', 'wholesale')""",
        "its parts are not those that were booked as share_out",
    ),
    (
        "a share given to another payee",
        "public",
        """UPDATE settlement_accrual SET payee_id =
           (SELECT uuid FROM settlement_payee WHERE display_name = 'Globex')""",
        "the seller's share of Coast 10 is given to another payee",
    ),
    (
        "another payout account",
        "public",
        SWAPPED,
        "is paid to acct_mine, which nobody opened for them",
    ),
    (
        "an order said to be paid",
        "",
        "UPDATE ordering_order SET paid_at = placed_at",
        "says it was paid, no payment does",
    ),
    (
        "a forged approval",
        "public",
        """INSERT INTO settlement_runapproval (run_id, by, at)
           SELECT uuid, gen_random_uuid(), frozen_at FROM settlement_run""",
        "nobody is known to have approved it as",
    ),
)

THEIR_NEIGHBOURS = (
    (
        "a journal whose fingerprint was mended too",
        "",
        """UPDATE ledger_journal SET request_hash = repeat('0', 64) WHERE kind = 'payment'""",
        "is not as it was sealed",
    ),
    (
        "a journal put in behind",
        "",
        """INSERT INTO ledger_journal
           SELECT gen_random_uuid(), 'made up', request_hash, kind, memo, effective_at,
                  recorded_at - interval '90 days', NULL, '' FROM ledger_journal LIMIT 1""",
        "journal made up was put in behind the seals",
    ),
    (
        "an audit entry put in behind",
        "public",
        """INSERT INTO audit_auditentry (action, subject, detail, happened_at, recorded_at)
           VALUES ('run.approved', 'run:x', '{}', now(), now() - interval '90 days')""",
        "(run.approved of run:x) was put in behind the seals",
    ),
    (
        "what a seller pays",
        "public",
        "UPDATE wholesale_wholesaleterm SET wholesale_basis_points = 1",
        "wholesale term of",
    ),
    (
        "whether somebody's shops are settled together",
        "public",
        "UPDATE settlement_nettingconsent SET is_given = NOT is_given",
        "netting consent of payee",
    ),
    (
        "a consent that nobody gave",
        "public",
        """INSERT INTO settlement_nettingconsent (payee_id, is_given, decided_at, decided_by)
           SELECT uuid, true, now(), gen_random_uuid() FROM settlement_payee""",
        "nobody is known to have said so as",
    ),
    (
        "a payment of all shops that nobody agreed to",
        "public",
        """UPDATE settlement_transfer
              SET tenant_id = NULL, purpose = replace(purpose, tenant_id::text, 'all')""",
        "pays several shops together, and its payee did not agree",
    ),
    (
        "how long a share is held",
        "public",
        "UPDATE settlement_settlementterms SET hold_days = 0",
        "settlement terms in EUR",
    ),
    (
        "what a referral must show",
        "public",
        "UPDATE referral_referralterm SET paid_cycles = 0",
        "referral term from",
    ),
    (
        "what a step of the programme asks",
        "public",
        "UPDATE program_criterion SET threshold = 0",
        "programme 1 is not as it was sealed",
    ),
    (
        "the account of a payment",
        "public",
        "UPDATE settlement_transfer SET stripe_account = 'acct_mine'",
        "has payments to acct_mine, which nobody opened for them",
    ),
    (
        "a run that needed more approvals",
        "public",
        "UPDATE settlement_run SET approvals_needed = 2",
        "was released with 1 of 2 approvals",
    ),
    (
        "the parts of a credit note",
        "",
        """UPDATE invoicing_creditnotepart
              SET amount_minor = amount_minor + CASE party WHEN 'tax' THEN -5 ELSE 5 END
            WHERE party IN ('tax', 'wholesale')""",
        "its parts are not those that were booked",
    ),
    (
        "a claw-back asked of another payee",
        "public",
        """UPDATE settlement_accrual SET payee_id =
           (SELECT uuid FROM settlement_payee WHERE display_name = 'Globex')
            WHERE kind = 'clawback'""",
        "is asked of another payee",
    ),
    (
        "a payment that never was",
        "",
        "UPDATE invoicing_payment SET key = 'made up ' || uuid",
        "is in no journal",
    ),
)


@pytest.mark.parametrize("edits", [THE_TEN, THEIR_NEIGHBOURS], ids=["the ten", "their neighbours"])
def test_each_edit_is_named_and_stays_named(sealed, edits):
    for name, where, statement, _ in edits:
        assert edit(where or sealed, statement), name

    seal_what_is_new(at=NOON + LOOK_ANYWAY)
    faults = named()
    assert [name for name, _, _, said in edits if not any(said in one for one in faults)] == []


def test_a_chain_that_is_made_anew_after_an_edit_differs_from_its_heads(sealed):
    edit("public", """UPDATE audit_block SET rows = '{"1": "made up"}' WHERE number = 1""")
    assert any("block 1 does not follow" in fault for fault in named())

    edit("public", "UPDATE audit_auditentry SET actor_id = NULL WHERE subject = 'case:1'")
    edit("public", "DELETE FROM audit_block")
    seal_what_is_new(at=NOON + LOOK_ANYWAY)
    assert any("is not the one whose head left the house" in fault for fault in named())


def test_a_chain_without_a_witness_is_named(sealed, settings):
    settings.KITH_HEADS_FILE.unlink()

    assert "rows are sealed, and no head of the chain is written outside" in named()


def test_a_line_that_a_full_disk_cut_short_says_nothing_and_is_followed_by_whole_ones(
    sealed, settings
):
    heads = settings.KITH_HEADS_FILE
    with heads.open("a") as file:
        file.write('{"number": 9')
    with in_public():
        record("case.signed", actor_id=MAYA, subject="case:2", detail={}, at=NOON)
    seal_what_is_new(at=NOON + LOOK_ANYWAY)

    assert named() == []
    with in_public():
        last = Block.objects.order_by("-number")[0]
    assert f'"number": {last.number}, "hash": "{last.hash}"' in heads.read_text().splitlines()[-1]


def test_the_seals_are_no_tenants_business(sealed, acme):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'public.audit_block', 'SELECT')", [acme.db_role]
        )
        assert cursor.fetchone() == (False,)


def test_the_night_tells_finance_and_the_staff_what_is_off(sealed, client_for, mailoutbox):
    with in_public():
        finance, staff = (a_person(role=role) for role in ("finance", "staff"))
        prove_books(at=AFTER)
        assert mailoutbox == []
        assert fault_count() == 0

        edit("public", SWAPPED)
        prove_books(at=AFTER)
        assert fault_count() == 1

    (letter,) = mailoutbox
    assert letter.to == [finance.email]
    browser = sign_in(client_for(None), staff)
    for told in (letter.body, browser.get("/staff/books/").content.decode()):
        assert "payee Acme is paid to acct_mine, which nobody opened for them" in told
    assert "1 fault in the books" in browser.get("/staff/").content.decode()


def test_a_webhook_that_is_gone_when_its_time_was_over_was_swept(sealed):
    def of_webhooks(at):
        return [fault for fault in faults_of_the_house(at=at).faults if "webhook" in fault]

    edit("public", "DELETE FROM settlement_webhookevent WHERE event_id = 'evt_1'")
    now = timezone.now()

    assert len(of_webhooks(now + timedelta(days=720))) == 1
    assert of_webhooks(now + timedelta(days=731)) == []
