"""A payee is called what the shop or the person is called; what was issued keeps its name."""

from billing.settlement.models import Payee, Statement
from billing.settlement.usecases.rename_payee import rename_payee
from billing.settlement.web.shown import paper_of
from kith.wall import in_public
from tenants.accounts.usecases.change_profile import change_profile
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.invoicing import paid_invoices
from tests.factories.settlement import a_paid_run, a_payee
from tests.post import drain


def name_of(party_ref):
    with in_public():
        return Payee.objects.get(party_ref=party_ref).display_name


def test_a_shop_that_is_called_otherwise_is_paid_under_its_new_name(acme, globex):
    a_payee(party_ref=acme.uuid)
    a_payee(party_ref=globex.uuid)

    describe_shop(name="Harbour Line", at=NOON)
    drain()

    assert (name_of(acme.uuid), name_of(globex.uuid)) == ("Harbour Line", "Globex")
    assert rename_payee(at=NOON) is False


def test_a_sponsor_who_is_called_otherwise_is_paid_under_their_new_name(acme):
    with in_public():
        person = a_person(full_name="Maya Kern", handle="maya")
    a_payee(party_ref=person.pk, party_kind="person")

    change_profile(
        person_id=person.pk, full_name="Maya Frey", handle="maya", phone=None, locale="en"
    )
    drain()

    assert name_of(person.pk) == "Maya Frey"


def test_whoever_is_paid_nothing_is_no_payee_by_being_renamed(acme):
    describe_shop(name="Harbour Line", at=NOON)
    drain()

    with in_public():
        assert not Payee.objects.exists()


def test_a_statement_keeps_the_name_it_was_issued_to(acme):
    a_payee(party_ref=acme.uuid)
    paid_invoices(20)
    a_paid_run()

    describe_shop(name="Harbour Line", at=NOON)
    drain()

    with in_public():
        statement = Statement.objects.get()
        assert paper_of(statement, [], locale="en").receiver == ["Acme"]
    assert name_of(acme.uuid) == "Harbour Line"
