"""Every example body of the official TMF620 files goes in as it stands, or is refused by path."""

import re
from copy import deepcopy

import pytest

from catalog.wholesale.differences import Difference, Sold
from kith.money import Money
from tests.catalog.wholesale.official import (
    V4,
    V5,
    OfficialFileMissing,
    official,
    v4_bodies,
    v4_examples,
    v5_bodies,
)
from tests.catalog.wholesale.taking_in import NOTHING, everything, take_in

JSON_PATH = re.compile(r"\$(\.@?\w+|\[\d+\])*\Z")
BODIES = (
    {f"v4 {name}": body for name, body in v4_bodies()}
    | {f"v5 {name}": body for name, body in v5_bodies()}
    if V4.is_file() and V5.is_file()
    else {"the official files": None}
)


def test_the_official_files_are_there():
    assert official(V4)["info"]["version"] == "4.1.0"
    assert official(V5)["info"]["version"] == "5.0.0"


def test_a_missing_file_fails_and_is_never_passed_over(tmp_path):
    with pytest.raises(OfficialFileMissing, match="is missing"):
        official(tmp_path / "TMF620.json")


def test_every_body_is_walked():
    assert sum(name.startswith("v5 ") for name in BODIES) == 38
    assert sum(name.startswith("v4 ") for name in BODIES) == 9


def test_the_v4_file_holds_no_example_of_a_whole_body():
    assert v4_examples() == []


@pytest.mark.parametrize("name", BODIES)
def test_an_official_body_goes_in_or_is_refused_by_path(public, name):
    body = BODIES[name]

    report = take_in(body)

    if report.refused:
        assert all(JSON_PATH.match(refusal.path) for refusal in report.refused)
        assert all(refusal.reason for refusal in report.refused)
        assert everything() == NOTHING
        return
    assert len(report.created) == (len(body) if isinstance(body, list) else 1)
    before = everything()
    again = take_in(body)
    assert (again.created, again.changed, again.differences) == ([], [], [])
    assert everything() == before


def test_whole_v5_resources_all_go_in(public):
    refused = {
        name
        for name, body in BODIES.items()
        if name.startswith("v5 ") and take_in(body, dry_run=True).refused
    }

    assert refused == {
        name for name in BODIES if "Update" in name and name.endswith("request") and "v5" in name
    }


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        (
            "v5 Product_Offering_Update_Patch_Merge_request",
            ["$.id", "$.name"],
        ),
        ("v5 Product_Offering_Price_Update_JSON_Patch_Query_request", ["$[0].op"]),
        ("v4 ProductOffering_Create", ["$.id"]),
        ("v4 ProductSpecification_Create", ["$.id"]),
        # Its stand-in currency is none.
        ("v4 ProductOfferingPrice", ["$.tax[0].taxAmount.unit", "$.price.unit"]),
    ],
)
def test_what_is_refused_is_refused_for_its_own_reason(public, name, paths):
    report = take_in(BODIES[name])

    assert [refusal.path for refusal in report.refused] == paths


def test_the_official_bodies_of_a_catalogue_go_in_together(public):
    names = ("ProductSpecification", "ProductOffering", "ProductOfferingPrice")
    export = [BODIES[f"v5 {name}_list_example_response"] for name in names]

    report = take_in([*export, {"productOffering": [], "category": []}])

    assert (report.refused, len(report.created), report.left_out) == ([], 6, ["category"])
    # The firewall is sold for a year at least.
    assert report.differences == []
    assert ("7655", "term") in [(one.code, one.because) for one in report.unsold]


def test_an_official_offering_without_its_contract_is_sold_at_its_total(public):
    names = ("ProductSpecification", "ProductOffering", "ProductOfferingPrice")
    export = deepcopy([BODIES[f"v5 {name}_list_example_response"] for name in names])
    for resource in (*export[1], *export[2]):
        resource.pop("productOfferingTerm", None)

    report = take_in(export)

    # It costs 50.00 and 10.00 tax on top, and both its windows ended in 2021.
    assert report.differences == [
        Difference("7655", "on_sale", False, Sold(Money(6000, "EUR"), 2000, "month"))
    ]
