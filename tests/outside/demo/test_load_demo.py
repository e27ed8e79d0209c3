"""The demo's year: everything it promises is there, and the books are right."""

from collections import Counter
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from ambassadors.circle.models import Invitation, Member
from ambassadors.program.models import AssessmentRun, PromotionCase, Standing
from ambassadors.program.queries import path_of
from ambassadors.referral.models import Referral
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import CreditNote, Invoice, Payment
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.settlement.models import Accrual, Run, Statement, StatementLine
from catalog.lines.models import Line, LineEvent
from catalog.network.models import ManualTask
from catalog.ordering.models import Order
from catalog.ordering.queries import order_card
from catalog.wholesale.queries import base_products
from kith.outbox.models import Letter
from kith.wall import in_tenant
from outside.demo import cast
from outside.demo.listing import people_and_hosts
from outside.demo.load import Loaded
from outside.demo.management.commands import demo_people, load_demo
from outside.demo.notes import MONTHS, PEOPLE, Year, noted_year
from outside.demo.plan import RUN_WINDOWS, plan_of
from outside.demo.shops import shop_ref
from tenants.accounts.models import Person
from tenants.accounts.queries import person_by_email, roles_of
from tenants.registry.models import Tenant
from tenants.workspace.queries import shop_face
from tests.clock import NOON
from tests.outside.demo.conftest import PASSWORD, SEED, SMALL, VISITOR, load_small

pytestmark = pytest.mark.usefixtures("in_a_year")
SLUGS = [shop.slug for shop in cast.ALL_SHOPS]


def everywhere(question) -> list:
    """Ask in every shop of the demo."""
    answers = []
    for slug in SLUGS:
        with in_tenant(shop_ref(slug)):
            answers += question()
    return answers


def player(name: str) -> UUID:
    return person_by_email(cast.address_of(name)).id


def test_the_books_of_the_year_are_right():
    report = faults_of_the_house()

    assert report.faults == []
    assert report.journals > 1_000


def test_a_second_load_changes_nothing():
    def counts():
        return [
            Person.objects.count(),
            Letter.objects.count(),
            sum(everywhere(lambda: [Order.objects.count(), Invoice.objects.count()])),
        ]

    before = counts()

    assert load_small() == Loaded(is_new=False)
    assert counts() == before


def test_there_are_a_home_six_resellers_and_two_operators():
    kinds = Counter(Tenant.objects.filter(slug__in=SLUGS).values_list("kind", flat=True))

    assert kinds == {"home": 1, "reseller": 6, "operator": 2}


def test_the_shops_opened_over_the_year():
    opened = Tenant.objects.filter(slug__in=SLUGS, kind="reseller").values_list("created_at")

    assert len({at.date().replace(day=1) for (at,) in opened}) >= 4


def test_every_line_was_ordered_paid_and_activated(a_year):
    lines = Counter(everywhere(lambda: list(Line.objects.values_list("order_id", flat=True))))
    active = everywhere(lambda: list(Order.objects.filter(active_at__isnull=False)))

    assert len(active) == a_year.lines
    assert lines == {order.pk: order.line_count for order in active}
    planned = plan_of(seed=SEED, size=SMALL, end=NOON).buyers.values()
    assert sum(lines.values()) == sum(one.line_count for buyers in planned for one in buyers)


def test_families_have_several_lines_and_one_bill_a_month():
    def bills_of_families():
        later = Line.objects.filter(place__gt=1)
        families = Line.objects.filter(place=1, order_id__in=later.values("order_id"))
        billed = Invoice.objects.filter(line_id__isnull=False).values_list("line_id", flat=True)
        assert not later.filter(pk__in=billed).exists()
        return list(families.filter(pk__in=billed))

    assert everywhere(bills_of_families)


def test_lines_were_opened_over_the_year_and_some_have_ended():
    months = Counter(everywhere(lambda: [row.activated_at.month for row in Line.objects.all()]))
    ended = everywhere(lambda: list(Line.objects.exclude(ended_at=None)))

    assert len(months) == 12
    assert ended


def test_a_timeline_of_the_past_is_done_at_its_own_times():
    def steps():
        active = Order.objects.filter(active_at__isnull=False)
        return [step for order in active for step in order.steps if step.name == "activated"]

    done = everywhere(steps)

    assert all(step.ended_at and step.ended_at < NOON for step in done)
    assert min(step.ended_at for step in done).year == NOON.year - 1


def test_orders_stand_in_every_state():
    states = everywhere(lambda: [order.state for order in Order.objects.all()])

    assert set(states) == {"placed", "paid", "active", "failed", "refunded", "cancelled"}
    assert ManualTask.objects.open().count() == 1


def test_bills_are_numbered_in_the_order_of_their_days():
    def numbers():
        return [
            list(Invoice.objects.order_by("issued_at", "number").values_list("number", flat=True))
        ]

    for found in everywhere(numbers):
        assert found == sorted(found)


def test_what_the_demo_billed_is_never_billed_again():
    with in_tenant(shop_ref(cast.MAREA.slug)):
        count = Invoice.objects.count()
        first = Invoice.objects.filter(order_id__isnull=False).first()
        later = Invoice.objects.filter(line_id__isnull=False).first()
        period = later.lines.get()
        renewal = Renewal(later.line_id, period.period_start, period.period_end, NOON)

        assert issue_invoice(order=order_card(first.order_id), at=NOON).pk == first.pk
        assert bill_renewals(renewals=[renewal])[0].pk == later.pk
        assert Invoice.objects.count() == count


def test_every_renewal_was_asked_for_on_its_day():
    renewed = everywhere(lambda: list(LineEvent.objects.filter(what="renewed")))

    assert renewed
    assert all(str(event.asked_at.date()) == event.note[:10] for event in renewed)


def test_some_bills_still_wait_for_their_customer():
    paid = Counter(everywhere(lambda: [bill.is_paid for bill in Invoice.objects.all()]))

    assert paid[False]
    assert paid[True] > 10 * paid[False]


def test_runs_were_paid_and_each_statement_line_leads_to_an_invoice_line():
    runs = list(Run.objects.all())

    # In the small year nobody reaches the minimum in time for the first of the three.
    assert len(runs) == len(RUN_WINDOWS) - 1
    assert all(run.is_closed for run in runs)
    assert sorted(run.approvals.count() for run in runs) == [1, 2]
    for statement in Statement.objects.filter(tenant_id__isnull=False):
        lines = StatementLine.objects.filter(statement=statement)
        assert sum(line.amount_minor for line in lines) == statement.total_minor
        with in_tenant(statement.tenant_id):
            numbers = Invoice.objects.filter(lines__in=[one.invoice_line_id for one in lines])
            assert {line.invoice_number for line in lines} == set(
                numbers.values_list("number", flat=True)
            )


def test_money_went_back_before_a_payout_and_after_one():
    taken = Accrual.objects.filter(kind="clawback").values_list("takes_from__state", flat=True)

    assert set(taken) >= {"paid"}
    assert set(taken) & {"accrued", "reversed", "carried"}
    assert everywhere(lambda: list(CreditNote.objects.all()))


def test_next_months_run_has_something_to_pay_and_somebody_it_cannot():
    waiting = Accrual.objects.open().values_list("payee__payouts_enabled_at", flat=True)

    assert None in set(waiting)
    assert len(set(waiting)) > 1


def test_everyone_was_assessed_at_the_end_of_each_window():
    assert AssessmentRun.objects.count() == 12


def test_the_operators_earned_their_step_by_a_signed_case():
    for name in (cast.ALBA.name, cast.BRUNO.name):
        case = PromotionCase.objects.get(person_id=player(name), to_tier="operator")
        assert case.is_approved
        assert case.signatures.count() == 2
        assert all(row.is_met and row.evidence is not None for row in case.criteria.all())


def test_nobody_stands_on_a_step_for_longer_than_there_is_a_shop_of_theirs():
    for shop in Tenant.objects.exclude(owner_id=None):
        steps = Standing.objects.filter(person_id=shop.owner_id, tier_code="reseller")
        since = steps.order_by("starts_at").values_list("starts_at", flat=True)[0]
        assert since >= shop.created_at - timedelta(days=1), shop.slug


def test_a_reseller_came_up_from_customer():
    tiers = Standing.objects.filter(person_id=player(cast.MATEO.name)).order_by("starts_at")

    assert [one.tier_code for one in tiers] == ["ambassador", "reseller"]


@pytest.mark.parametrize(
    ("name", "step"), [(cast.CARMEN.name, "reseller"), (cast.VERA.name, "operator")]
)
def test_two_candidates_wait_for_a_decision_and_still_qualify(name, step):
    case = PromotionCase.objects.undecided().get(person_id=player(name))

    assert case.to_tier == step
    assert case.due_on > NOON.date()
    assert path_of(person_id=player(name), at=NOON).is_ready
    assert not case.signatures.exists()


def test_an_operator_carries_its_own_brand_and_a_reseller_the_telcos():
    with in_tenant(shop_ref(cast.MAREA.slug)):
        face = shop_face()
    with in_tenant(shop_ref(cast.VERA_SHOP.slug)):
        plain = shop_face()

    assert (face.name, face.accent) == (cast.MAREA.brand.name, cast.MAREA.brand.accent)
    assert face.logo_url
    assert not plain.is_own_brand


def test_friends_are_kept_counted_and_one_is_held_for_staff():
    states = Counter(
        "held" if row.is_held else "counts" if row.is_qualified else "waits"
        for row in Referral.objects.all()
    )

    assert states["held"] == 1
    assert states["counts"] > states["waits"] > 0


def test_customers_belong_to_the_circle_they_bought_in():
    for slug in SLUGS:
        with in_tenant(shop_ref(slug)):
            people = set(Line.objects.values_list("person_id", flat=True))
            members = set(Member.objects.inside().values_list("person_id", flat=True))
            assert people == members


def test_some_invitations_are_open():
    with in_tenant(shop_ref(cast.VERA_SHOP.slug)):
        assert Invitation.objects.open().count() == 3


@pytest.mark.parametrize("one", cast.CAST, ids=lambda one: one.name)
def test_everybody_can_be_found_and_signs_in_with_the_demos_password(one):
    person = Person.objects.get(email=one.email)

    assert person.check_password(PASSWORD)
    assert person.emailaddress_set.get().verified
    assert Authenticator.objects.filter(user=person).exists() == one.is_careful


def test_every_role_is_held_where_it_belongs():
    marea, vera = shop_ref(cast.MAREA.slug), shop_ref(cast.VERA_SHOP.slug)

    assert roles_of(player(cast.NORA.name)) == {"staff"}
    assert roles_of(player(cast.FELIX.name)) == {"finance"}
    assert roles_of(player(cast.ADA.name)) == roles_of(player(cast.OMAR.name)) == {"approver"}
    assert roles_of(player(cast.INES.name)) == {"ambassador"}
    assert roles_of(player(cast.ALBA.name), marea.uuid) == {"operator"}
    assert roles_of(player(cast.VERA.name), vera.uuid) == {"reseller"}
    assert roles_of(player(cast.JULIA.name), marea.uuid) == {"customer"}


def test_the_listing_names_every_host_and_player():
    text = people_and_hosts()

    assert all(f"//{slug}.kith.localhost" in text for slug in SLUGS)
    assert all(one.email in text for one in cast.CAST)
    assert PASSWORD in text
    assert text.count("a case waits for a decision") == 2


def test_the_ids_at_the_processor_are_all_different():
    references = everywhere(
        lambda: list(Payment.objects.values_list("payment_reference", flat=True))
    )

    assert references
    assert len(set(references)) == len(references)


@pytest.mark.parametrize("kind", ["home", "reseller", "operator"])
def test_there_is_something_to_sell_for_every_kind_of_seller(kind):
    assert base_products(seller_kind=kind, at=NOON)


def test_no_letter_of_the_past_wakes_anybody_and_a_visitors_does():
    with in_tenant(shop_ref(cast.HOME)):
        order = Order.objects.get(contact_email=VISITOR)
    waiting = Letter.objects.filter(payload__order_id=str(order.pk))

    assert order.state == "placed"
    assert set(waiting.values_list("sorted_at", flat=True)) == {None}
    # Some stood there before the demo came.
    others = Letter.objects.exclude(pk__in=waiting).exclude(event="tenant.opened")
    of_no_demo = [shop_ref(slug).uuid for slug in ("acme", "globex")]
    others = others.exclude(tenant_id__in=of_no_demo)
    assert others.exclude(sorted_at=None).count() > 1_000
    assert not others.filter(sorted_at=None, available_at=None).exists()


def test_it_is_told_how_far_the_year_is_and_whom_one_can_be(a_year, settings):
    assert noted_year(settings.KITH_STATE_DIR) == Year(MONTHS, is_over=True)
    assert cast.VERA.email in (settings.KITH_STATE_DIR / PEOPLE).read_text()


def test_the_command_says_that_the_demo_is_there(settings):
    said = StringIO()
    call_command(load_demo.Command(), "--lanes", "0", stdout=said)

    assert "there already" in said.getvalue()


@pytest.mark.parametrize("command", [load_demo, demo_people])
def test_outside_a_demo_both_commands_refuse_and_say_how_to_get_one(settings, command):
    settings.KITH_DEMO = False

    with pytest.raises(CommandError, match="make demo"):
        call_command(command.Command())
