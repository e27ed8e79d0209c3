"""The staff page of the catalogue: look first, then take in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.wholesale.differences import Difference
from catalog.wholesale.words import difference_words
from kith.wall import in_public
from tenants.accounts.models import Person
from tests.catalog.wholesale.taking_in import NOTHING, an_export, everything, take_in
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.wholesale import a_base_product


@pytest.fixture
def staff(public, client_for):
    return sign_in(client_for(None), a_person(role="staff"))


def upload(client, content, name="export.json"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post("/staff/catalog/imports/", {"file": file}, follow=True)


def test_an_empty_catalogue_says_what_to_do_first(staff):
    assert "The catalogue is empty" in staff.get("/staff/catalog/").content.decode()


def test_the_list_shows_corridors_and_finds_products(staff):
    a_base_product()
    a_base_product(code="data-20", name="Data 20")

    page = staff.get("/staff/catalog/?q=monthly+10").content.decode()

    assert "€8.05" in page
    assert "€15.60" in page
    assert "Data 20" not in page


def test_what_is_kept_and_not_sold_is_shown_with_the_reason(staff):
    take_in(an_export(rhythm={"recurringChargePeriodType": "year"}))

    page = staff.get("/staff/catalog/").content.decode()

    assert "charged neither monthly, weekly nor once" in page


def test_a_file_is_looked_at_first_and_taken_in_on_confirmation(staff):
    page = upload(staff, json.dumps(an_export()))

    assert page.status_code == 200
    assert "Yes, at €12.00" in page.content.decode()
    assert everything() == NOTHING

    ticket = {"ticket": page.context["ticket"]}
    assert staff.post("/staff/catalog/imports/confirmation/", ticket).status_code == 302
    before = everything()
    assert len(before[0]) == 3

    assert staff.post("/staff/catalog/imports/confirmation/", ticket).status_code == 302
    assert everything() == before
    assert "export.json" in staff.get("/staff/catalog/").content.decode()


def test_a_difference_is_said_in_peoples_words_and_money(staff):
    take_in(an_export())

    page = upload(staff, json.dumps(an_export(price={"unit": "EUR", "value": 13.5})))

    text = page.content.decode()
    assert "Retail price" in text
    assert "€12.00" in text
    assert "€13.50" in text
    assert "retail_minor" not in text


@pytest.mark.parametrize(
    ("what", "before", "after", "words"),
    [
        ("kind", "addon", "family", ("Kind", "Add-on", "Family plan")),
        ("tax_basis_points", 2100, 1050, ("Tax", "21%", "10.5%")),
        ("period", "month", "once", ("Charged", "Each month", "Once")),
        ("on_sale", True, False, ("On sale", "Yes", "No")),
        ("summary", "", "More.", ("Summary", "\N{EN DASH}", "More.")),
        ("sold_until", None, NOON, ("Sold until", "\N{EN DASH}", "1 Mar 2026")),
        (
            "allowances",
            {"data_mb": 1024, "lines": 1},
            {"data_mb": None, "lines": 3},
            ("Included", "1 GB of data", "Unlimited data, 3 lines"),
        ),
    ],
)
def test_each_difference_has_its_words(what, before, after, words):
    code, name, now, then = difference_words(Difference("o", what, before, after))

    assert (code, name, now) == ("o", *words[:2])
    assert then.startswith(words[2])


def test_the_list_names_kinds_as_people_do(staff):
    a_base_product(kind="addon")

    page = staff.get("/staff/catalog/?q=add-on").content.decode()

    assert "Add-on" in page
    assert ">addon<" not in page


def test_a_refused_file_shows_the_path_and_changes_nothing(staff):
    page = upload(staff, '{"@type": "ProductOffering", "id": "1"}')

    assert page.status_code == 422
    assert "$.name" in page.content.decode()
    assert everything() == NOTHING


def test_a_file_that_changes_nothing_cannot_be_taken_in(staff):
    take_in(an_export())

    page = upload(staff, json.dumps(an_export())).content.decode()

    assert "Nothing would change" in page
    assert "Import" not in page


def test_a_ticket_of_somebody_else_is_no_good(staff, client_for):
    page = upload(staff, json.dumps(an_export()))
    other = sign_in(client_for(None), a_person(role="staff"))

    answer = other.post("/staff/catalog/imports/confirmation/", {"ticket": page.context["ticket"]})

    assert answer.status_code == 302
    assert everything() == NOTHING


def test_no_file_is_answered_at_the_field(staff):
    assert staff.post("/staff/catalog/imports/").status_code == 422


@pytest.mark.parametrize("role", ["finance", "approver"])
def test_others_of_the_house_may_not_import(public, client_for, role):
    person = sign_in(client_for(None), a_person(role=role))

    assert person.get("/staff/catalog/").status_code == 403
    assert upload(person, json.dumps(an_export())).status_code == 403
    assert everything() == NOTHING


def test_strangers_are_led_to_sign_in(public, client_for):
    answer = client_for(None).get("/staff/catalog/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_for_any_number_of_products(staff, query_budget, count):
    for number in range(count):
        a_base_product(code=f"product-{number}")

    # session, person, second factor, roles, products, terms, split, kept, imports
    with query_budget(10):
        page = staff.get("/staff/catalog/").content.decode()

    assert page.count("product-") >= count


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "list.csv",
            "code;price;currency;period;tax_percent\na;-1;EUR;zz;21\n",
            ["línea 2, price", "«-1» es menor que cero", "«zz» debe ser month, week u once"],
        ),
        ("list.csv", 'code;price\n"a', ["línea 2", "no es un CSV"]),
        ("export.json", "{", ["línea 1, columna 2", "a partir de aquí no es JSON"]),
        (
            "export.json",
            '{"productOffering": [{"id": "o", "name": 5}]}',
            ["$.productOffering[0].name", "es el número 5, y aquí va un texto"],
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_the_readers_language(staff, name, content, said):
    with in_public():
        Person.objects.update(locale="es")

    page = upload(staff, content, name).content.decode()

    assert [words for words in said if words not in page] == []
