"""Fields, pages, filters and order: the same for every resource, tried on one of them."""

from datetime import timedelta

import pytest

from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.tmf import base_path, faults

LINES = f"{base_path('637')}product"


@pytest.fixture
def reader(client, acme):
    """Somebody with five lines, opened a day after one another, the third ended."""
    person = a_person(tenant=acme)
    lines = [a_line(person_id=person.pk, n=n, at=NOON + timedelta(days=n)) for n in range(5)]
    lines[2].ended_at = NOON + timedelta(days=9)
    lines[2].save()
    return sign_in(client, person, acme), [str(line.pk) for line in lines]


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [each["id"] for each in answer.json()]


def test_a_page_says_where_it_stands(reader):
    client, lines = reader
    answer = client.get(f"{LINES}?sort=startDate&offset=2&limit=2&status=active")

    assert ids(answer) == [lines[3], lines[4]]
    assert (answer["X-Total-Count"], answer["X-Result-Count"]) == ("4", "2")
    rels = dict(reversed(link.split("; ")) for link in answer["Link"].split(", "))
    assert set(rels) == {'rel="self"', 'rel="first"', 'rel="last"', 'rel="prev"'}
    before = client.get(rels['rel="prev"'].strip("<>"))
    assert ids(before) == [lines[0], lines[1]]


def test_following_next_passes_every_row_once(reader):
    client, lines = reader
    url, seen = f"{LINES}?limit=2", []
    while url:
        answer = client.get(url)
        seen += ids(answer)
        rels = dict(reversed(link.split("; ")) for link in answer["Link"].split(", "))
        url = rels.get('rel="next"', "").strip("<>")

    assert sorted(seen) == sorted(lines)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("status=terminated", [2]),
        ("status=active,terminated", [0, 1, 2, 3, 4]),
        ("status=active&status=terminated", [0, 1, 2, 3, 4]),
        ("status=suspended;terminated", [2]),
        ("status=suspended;status=terminated", [2]),
        ("startDate.lt=2026-03-02T12:00:00Z;startDate.gte=2026-03-05T12:00:00Z", [0, 4]),
        ("startDate.lt=2026-03-03T12:00:00Z", [0, 1]),
        ("terminationDate.gte=2020-01-01T00:00:00Z", [2]),
        ("terminationDate>=2020-01-01T00:00:00Z", [2]),
        ("terminationDate%3E2020-01-01T00:00:00Z", [2]),
        ("productOffering.id=coast-10&status=terminated", [2]),
        ("productOffering.id=other", []),
    ],
)
def test_a_filter_keeps_what_fits(reader, query, wanted):
    client, lines = reader

    assert ids(client.get(f"{LINES}?sort=startDate&{query}")) == [lines[n] for n in wanted]


def test_an_id_finds_its_own(reader):
    client, lines = reader

    assert ids(client.get(f"{LINES}?id={lines[1]},{lines[3]}&sort=-startDate")) == [
        lines[3],
        lines[1],
    ]


def test_only_the_members_asked_for_come(reader):
    client, lines = reader
    listed = client.get(f"{LINES}?fields=name,productOffering.id&limit=1").json()[0]
    alone = client.get(f"{LINES}/{lines[0]}?fields=none").json()

    assert set(listed) == {"id", "href", "@type", "name", "productOffering"}
    assert set(listed["productOffering"]) == {"id"}
    assert set(alone) == {"id", "href", "@type"}


def test_past_the_end_there_is_an_empty_page(reader):
    client, _ = reader
    answer = client.get(f"{LINES}?offset=99999999999999999999999")

    assert (answer.status_code, answer.json(), answer["X-Total-Count"]) == (200, [], "5")


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("colour=red", "query.unknown_attribute", "Take one of: fields, offset"),
        ("format=xml", "query.unknown_attribute", "Take one of"),
        ("fields=name,colour", "query.unknown_field", "Take of: id"),
        ("sort=colour", "query.unknown_attribute", "Take of: id"),
        ("sort=", "query.unknown_attribute", "Take of: id"),
        ("sort=--name", "query.unknown_attribute", "Take of: id"),
        ("offset=-1", "query.bad_value", "whole number"),
        ("limit=many", "query.bad_value", "whole number"),
        ("limit>5", "query.malformed", "Write limit="),
        ("status=happy", "query.bad_value", "happy"),
        ("id=7", "query.bad_value", "UUID"),
        ("startDate=yesterday", "query.bad_value", "format"),
        ("name.gt=a", "query.not_compared", "Write name="),
        ("name", "query.malformed", "attribute=value"),
        ("name=a%00b", "query.malformed", "attribute=value"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_with_the_way_to_ask(reader, query, code, says):
    client, _ = reader
    answer = client.get(f"{LINES}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert says in answer.json()["message"]
    assert faults(answer.json(), "637", "Error") == []


def test_one_thing_takes_no_filter(reader):
    client, lines = reader

    assert client.get(f"{LINES}/{lines[0]}?status=active").status_code == 400


def test_a_page_is_never_longer_than_a_hundred(reader):
    client, _ = reader

    assert "limit=100>" in client.get(f"{LINES}?limit=5000")["Link"]
