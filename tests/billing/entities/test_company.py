"""The page where finance says which company sells, and what follows from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from billing.entities.models import EntityDetails
from billing.entities.queries import sellers_of
from billing.entities.sellers import WrongTaxNumber
from billing.entities.tax_numbers import NotATaxNumber, tax_number
from billing.entities.usecases.decide_details import decide_details
from billing.entities.usecases.describe_entity import (
    StartsInThePast,
    TakesTwo,
    describe_entity,
)
from billing.entities.usecases.propose_details import propose_details
from kith.audit.models import AuditEntry
from kith.proposals.models import Proposal
from kith.wall import in_public
from tests.at_once import taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import an_invoice
from tests.house import COMPANY
from tests.insider import edit

SECOND = uuid4()
PAGE, EDIT = "/staff/company/", "/staff/company/new/"


@pytest.fixture
def browser_of(client_for):
    def make(role):
        with in_public():
            person = a_person(role=role)
        return sign_in(client_for(None), person)

    return make


def describe(*, starts_at=NOON, at=NOON, agreed_by=SECOND, **changes):
    said = COMPANY | changes
    return describe_entity(
        code="NL", said=said, starts_at=starts_at, by=None, agreed_by=agreed_by, at=at
    )


def a_change(**changes):
    typed = {"legal_name": "Southline Telecom SL", "because": "A new name.", "key": uuid4()}
    return COMPANY | typed | changes


def test_finance_sets_the_company_down_before_anything_is_sold(acme, browser_of):
    edit("public", "DELETE FROM entities_entitydetails")
    edit("public", "DELETE FROM entities_legalentity")
    finance = browser_of("finance")
    assert "The company’s details are missing" in finance.get("/staff/").text

    typed = COMPANY | {"code": "VALE", "tax_number": "B-00000125"}
    assert finance.post(EDIT, typed | {"code": "v"}).status_code == 422
    assert finance.post(EDIT, typed | {"code": "INV"}).status_code == 409
    assert finance.post(EDIT, typed | {"tax_number": "B-00000126"}).status_code == 409
    assert finance.post(EDIT, typed).url == PAGE

    assert an_invoice().number == "VALE-2026-000001"
    page = browser_of("staff").get(PAGE).text
    for words in ("Northline Telecom SL", "ESB00000125", "Spain", "VALE-2026-000001"):
        assert words in page
    assert "No company is set down" not in finance.get("/staff/").text
    with in_public():
        entry = AuditEntry.objects.get(action="entity.described")
    assert entry.detail["tax_number"] == "ESB00000125"


def test_a_change_holds_from_its_day_on_and_old_papers_keep_what_they_say(acme):
    old = an_invoice()
    describe(legal_name="Southline Telecom SL", starts_at=NOON + timedelta(days=2))

    between, later = (an_invoice(at=NOON + timedelta(days=days)) for days in (1, 3))

    names = [bill.seller["legal_name"] for bill in (old, between, later)]
    assert names == ["Northline Telecom SL", "Northline Telecom SL", "Southline Telecom SL"]
    old.refresh_from_db()
    assert old.seller["legal_name"] == "Northline Telecom SL"


def test_what_was_sold_before_the_first_words_is_sold_by_the_same_company(acme):
    assert sellers_of().at(NOON - timedelta(days=700)).legal_name == "Northline Telecom SL"


def test_the_same_words_again_change_nothing_and_none_change_backwards(public):
    describe()
    assert EntityDetails.objects.count() == 1

    with pytest.raises(StartsInThePast):
        describe(legal_name="Other SL", starts_at=NOON - timedelta(days=1))
    with pytest.raises(WrongTaxNumber):
        describe(tax_number="ESB00000126")
    assert EntityDetails.objects.count() == 1


def test_a_change_by_one_person_alone_moves_nothing(public):
    with pytest.raises(TakesTwo):
        describe(legal_name="Southline Telecom SL", agreed_by=None)

    assert EntityDetails.objects.count() == 1


def test_a_change_is_in_force_only_when_a_second_person_has_signed_it(acme, browser_of):
    finance, second = browser_of("finance"), browser_of("finance")
    change = a_change()

    proposed = finance.post(EDIT, change).url
    # The same form again asks for nothing more.
    assert finance.post(EDIT, change).url == proposed
    assert an_invoice().seller["legal_name"] == "Northline Telecom SL"
    page = second.get(proposed).text
    assert "Northline Telecom SL" in page
    assert "Southline Telecom SL" in page
    assert "A change of the company’s details to sign" in second.get("/staff/").text

    assert finance.post(f"{proposed}signature/").status_code == 409
    assert browser_of("staff").post(f"{proposed}signature/").status_code == 403
    assert an_invoice().seller["legal_name"] == "Northline Telecom SL"

    assert second.post(f"{proposed}signature/").url == PAGE
    assert second.post(f"{proposed}signature/").url == PAGE
    assert an_invoice(at=timezone.now()).seller["legal_name"] == "Southline Telecom SL"
    with in_public():
        latest = EntityDetails.objects.order_by("-pk").first()
        assert EntityDetails.objects.count() == 2
    assert latest.agreed_by not in {None, latest.recorded_by}
    assert "signed by" in second.get(PAGE).text


def test_a_change_turned_down_moves_nothing_and_cannot_be_signed_after(acme, browser_of):
    finance, second = browser_of("finance"), browser_of("approver")
    proposed = finance.post(EDIT, a_change()).url

    assert second.post(f"{proposed}refusal/").url == PAGE

    assert second.post(f"{proposed}signature/").status_code == 409
    with in_public():
        assert EntityDetails.objects.count() == 1


def test_what_nobody_could_sign_is_not_proposed(acme, browser_of):
    finance = browser_of("finance")

    refused = [
        a_change(legal_name=COMPANY["legal_name"]),
        a_change(tax_number="ESB00000126"),
        a_change(starts_on="2020-01-01"),
    ]
    assert [finance.post(EDIT, change).status_code for change in refused] == [409, 409, 409]
    assert finance.post(EDIT, a_change(because="")).status_code == 422
    with in_public():
        assert not Proposal.objects.exists()


@pytest.mark.fault
def test_eight_who_sign_at_once_set_it_down_once(house):
    with taken_away("public", apps="entities|proposals|audit|outbox"):
        asked = propose_details(
            said=COMPANY | {"legal_name": "Southline Telecom SL"},
            starts_on=None,
            because="A new name.",
            key="company:test",
            by=uuid4(),
            at=NOON,
        )

        done = together(
            in_public,
            lambda _number: decide_details(
                proposal_id=asked.pk, is_agreed=True, by=uuid4(), at=NOON
            ),
        )

        assert sum(one is not None for one in done) == 1
        with in_public():
            assert EntityDetails.objects.count() == 2


def test_whoever_may_only_look_is_offered_nothing_to_change(acme, browser_of):
    approver = browser_of("approver")

    assert EDIT not in approver.get(PAGE).text
    assert approver.post(EDIT, COMPANY).status_code == 403


def test_each_number_is_listed_with_its_shop_and_as_a_file(acme, browser_of):
    bill = an_invoice()
    staff = browser_of("staff")

    page = staff.get("/staff/company/numbers/?q=000001").text
    assert bill.number in page
    assert "Acme" in page
    file = staff.get("/staff/company/numbers/?as=csv").content.decode("utf-8-sig")
    assert bill.number in file


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("ES", "b 00000125", "ESB00000125"),
        ("GR", "094259216", "EL094259216"),
        ("CH", "CHE-107.787.577 IVA", "CHE107787577IVA"),
        ("TV", "12 345", "12345"),
    ],
)
def test_a_tax_number_is_kept_as_its_country_writes_it(country, typed, kept):
    assert tax_number(typed, country=country) == kept


@pytest.mark.parametrize(("country", "typed"), [("ES", "B00000126"), ("DE", "ESB00000125")])
def test_a_tax_number_that_cannot_be_is_refused(country, typed):
    with pytest.raises(NotATaxNumber):
        tax_number(typed, country=country)
