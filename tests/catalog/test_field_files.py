"""The very files that other people's systems wrote, each through the door that reads its kind."""

import json
from pathlib import Path

import pytest

from catalog.numbering.models import SimCard
from catalog.numbering.sim_csv import SimFileUnreadable, read_sim_csv
from catalog.numbering.usecases.add_sim_batch import add_sim_batch
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.wholesale.models import CatalogEntry
from catalog.wholesale.queries import NoSuchProduct, base_product
from catalog.wholesale.usecases.import_catalog import ImportReport
from kith.money import Money
from kith.questions import answering
from tenants.accounts.questions import find_encourager
from tests.catalog.wholesale.taking_in import NOTHING, everything, take_in
from tests.clock import NOON
from tests.factories.storefront import an_offer
from tests.tmf import base_path

FILES = Path(__file__).parent / "field"
ROW = "{iccid},214070987{n:06},esim,FLD-987{n:06},smdp.field.example,\n"


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def imported(name: str) -> ImportReport:
    return take_in(content(name), name)


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("rental-price-type.json", "fld-rental", "several_prices"),
        ("contract-term.json", "fld-term", "term"),
    ],
)
def test_what_is_not_understood_whole_is_not_sold(public, name, code, reason):
    report = imported(name)

    assert (report.refused, report.differences) == ([], [])
    assert [(one.code, one.because) for one in report.unsold] == [(code, reason)]
    with pytest.raises(NoSuchProduct):
        base_product(code=code, seller_kind="home", at=NOON)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("price-thousands-point.csv", "line 2, price"),
        ("tax-as-fraction.csv", "line 2, tax_percent"),
        ("price-in-vnd.json", "$.productOfferingPrice[0].price.unit"),
        ("price-in-usd.json", "$.productOfferingPrice[0].price.unit"),
    ],
)
def test_an_amount_that_could_be_another_is_refused_by_its_place(public, name, path):
    assert [refusal.path for refusal in imported(name).refused] == [path]
    assert everything() == NOTHING


def test_forty_gigabytes_and_six_thousand_seconds_are_what_they_say(public):
    report = imported("data-unit-words.json")
    product = base_product(code="fld-unit", seller_kind="home", at=NOON)

    assert (report.refused, report.unsold) == ([], [])
    assert product.allowances == {"data_mb": 40 * 1024, "minutes": 100}
    assert product.retail == Money(1000, "EUR")


def test_members_that_nothing_reads_are_remarked_and_kept(public):
    report = imported("members-never-read.json")

    assert (report.refused, report.unsold) == ([], [])
    for member in ("place", "unitOfMeasure", "pricingLogicAlgorithm"):
        assert any(member in remark.path for remark in report.remarks), report.remarks
    assert base_product(code="fld-spare-member", seller_kind="home", at=NOON).retail == Money(
        1000, "EUR"
    )
    assert CatalogEntry.objects.get(code="fld-spare-member").body["place"][0]["version"] == 1


@pytest.mark.parametrize(
    ("name", "form", "kept"),
    [
        ("sim-semicolons.csv", "", {"iccid": "8934070009876540012", "form": "esim"}),
        (
            "sim-vendor-header-no-form.csv",
            "physical",
            {"iccid": "8934070009876540020", "form": "physical"},
        ),
        ("sim-empty-rows-from-spreadsheet.csv", "", {"iccid": "8934070009876540038"}),
        ("sim-iccid-padded-with-F.csv", "", {"iccid": "8934070009876540046"}),
        ("sim-smdp-capitals.csv", "", {"smdp_address": "rsp-eu.field.example"}),
        ("sim-form-eSIM.csv", "", {"form": "esim"}),
    ],
)
def test_a_makers_sims_go_in(public, name, form, kept):
    add_sim_batch(rows=read_sim_csv(content(name), form=form), batch="A", at=NOON)
    sim = SimCard.objects.get()

    assert {member: getattr(sim, member) for member in kept} == kept


def test_a_makers_file_without_a_form_asks_for_it():
    with pytest.raises(SimFileUnreadable, match="form"):
        read_sim_csv(content("sim-vendor-header-no-form.csv"))


def with_an_open_quote() -> bytes:
    """Return two thousand SIMs, the first with a quotation mark that nobody closes."""
    rows = (ROW.format(iccid=8934070009876541002 + n, n=654100 + n) for n in range(2_000))
    first = '8934070009876540087,214070987654008,"esim,FLD,smdp.field.example,\n'
    return ("iccid,imsi,form,matching_id,smdp_address,eid\n" + first + "".join(rows)).encode()


@pytest.mark.parametrize("file", [content("sim-nul.csv"), with_an_open_quote()])
def test_what_is_no_table_is_refused_with_its_line(file):
    assert len(with_an_open_quote()) > 131_072
    with pytest.raises(SimFileUnreadable, match="From line 2 on"):
        read_sim_csv(file)


def test_an_order_with_other_peoples_members_is_placed(client, acme):
    an_offer(name="Plenty")
    sent = json.loads(content("tmf622-order-with-official-members.json"))
    with answering(
        find_encourager.by(lambda *, text: []), checkout_url.by(lambda **_: "https://pay.example/")
    ):
        answer = client.post(
            f"{base_path('622')}productOrder", json.dumps(sent), "application/json"
        )
    told = answer.json()

    assert answer.status_code == 201, answer.content
    assert answer["X-Passed-Over"] == "requestedStartDate"
    for member in ("externalId", "description", "category", "priority", "channel"):
        assert told[member] == sent[member]
    assert told["note"][0]["text"] == "hello"
    assert Order.objects.get().contact_email == "field.api@example.org"
