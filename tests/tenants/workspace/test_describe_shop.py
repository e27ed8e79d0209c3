import pytest

from kith.audit.models import AuditEntry
from kith.wall import TenantNotSet, in_public, in_tenant
from tenants.registry.models import Tenant
from tenants.registry.reserved import NameRefused
from tenants.workspace.queries import setup_facts, shop_face
from tenants.workspace.usecases.describe_shop import ShopNeedsAName, describe_shop
from tenants.workspace.usecases.note_link_passed_on import note_link_passed_on
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in

LATER = NOON.replace(hour=18)
WORDS = {
    "name": "Maya’s Mobile",
    "tagline": "Plans for the neighbourhood",
    "about": "I help.",
    "support_email": "maya@example.com",
    "support_hours": "weekdays 9 to 18",
    "languages": ["en", "es"],
}


def test_a_shop_shows_its_tenants_name_until_it_says_more(acme):
    face = shop_face()

    assert (face.name, face.tagline, face.languages) == ("Acme", "", ["en"])
    assert setup_facts().described_at is None


def test_it_says_who_it_is_here_and_in_the_directory(acme):
    describe_shop(**WORDS, at=NOON)

    assert shop_face().name == "Maya’s Mobile"
    assert shop_face().languages == ["en", "es"]
    with in_public():
        tenant = Tenant.objects.get(pk=acme.uuid)
    assert (tenant.name, tenant.tagline) == ("Maya’s Mobile", "Plans for the neighbourhood")


def test_the_first_time_is_remembered(acme):
    describe_shop(name="Maya", at=NOON)
    describe_shop(name="Maya’s", at=LATER)
    note_link_passed_on(at=NOON)
    note_link_passed_on(at=LATER)

    assert setup_facts().described_at == NOON
    assert setup_facts().shared_at == NOON


def test_a_shop_without_a_name_is_refused(acme):
    with pytest.raises(ShopNeedsAName):
        describe_shop(name="  ", at=NOON)

    assert shop_face().name == "Acme"


@pytest.mark.parametrize(
    "name",
    [
        "{telco} Official Store",
        "{telco} store",
        "My{telco}",
        "N0rthline Store",
        "The official shop",
        "Tienda oficial",
    ],
)
def test_a_shop_is_not_called_what_only_the_telco_is(acme, home, name):
    with in_public():
        Tenant.objects.filter(pk=home.uuid).update(name="Northline")

    with pytest.raises(NameRefused):
        describe_shop(name=name.format(telco="Northline"), at=NOON)

    assert shop_face().name == "Acme"


@pytest.mark.parametrize("name", ["Northern lights", "Officina Rosa", "Line by line"])
def test_a_name_that_only_sounds_alike_is_taken_and_noted(acme, home, name):
    with in_public():
        Tenant.objects.filter(pk=home.uuid).update(name="Northline")
        rosa = a_person(tenant=acme, role="reseller")

    describe_shop(name=name, by=rosa.pk, at=NOON)

    with in_public():
        noted = AuditEntry.objects.get(action="shop.renamed")
    assert (noted.actor_id, noted.detail) == (rosa.pk, {"from": "Acme", "to": name})


def test_one_shops_words_are_not_anothers(acme, globex):
    describe_shop(**WORDS, at=NOON)

    with in_tenant(globex):
        assert shop_face().name == "Globex"
    with in_public(), pytest.raises(TenantNotSet):
        shop_face()


def test_languages_nobody_speaks_here_are_left_out(acme):
    describe_shop(name="Maya", languages=["tlh", "es"], at=NOON)

    assert shop_face().languages == ["es"]


def test_a_face_costs_one_statement(acme, django_assert_num_queries):
    describe_shop(**WORDS, at=NOON)

    with django_assert_num_queries(1):
        shop_face()


def test_the_settings_page_takes_the_words(acme, client):
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)

    answer = client.post("/desk/settings/", WORDS)

    assert answer.status_code == 302
    assert shop_face().tagline == "Plans for the neighbourhood"


def test_the_settings_page_says_what_is_missing(acme, client):
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)

    answer = client.post("/desk/settings/", WORDS | {"name": "", "support_email": "no"})

    assert answer.status_code == 422
    assert "weekdays 9 to 18" in answer.content.decode()


def test_the_team_page_names_who_works_here(acme, globex, client):
    sign_in(client, a_person(tenant=acme, role="reseller", full_name="Maya Kern"), acme)
    a_person(tenant=globex, role="reseller", full_name="Tom Else")

    page = client.get("/desk/settings/team/").content.decode()

    assert "Maya Kern" in page
    assert "Tom Else" not in page


@pytest.mark.parametrize(
    "spelling", ["Harbour Line", "  harbour   LINE ", "Harb0ur-Line", "Hárbour Line"]
)
def test_no_shop_takes_the_name_of_another(acme, globex, spelling):
    with in_tenant(globex):
        describe_shop(name="Harbour Line", at=NOON)

    with pytest.raises(NameRefused) as refusal:
        describe_shop(name=spelling, at=NOON)

    assert refusal.value.mend
    assert shop_face().name == "Acme"
    with in_tenant(globex):
        # Its own it may spell anew.
        assert describe_shop(name="Harbour Line!", at=NOON).name == "Harbour Line!"
