"""The rules change by version, never backwards, and never under an open case."""

from datetime import timedelta

import pytest

from ambassadors.program.ladders import ImpossibleThreshold, NothingChanges
from ambassadors.program.models import CircleMeasure, Criterion, Programme
from ambassadors.program.queries import NoProgramme, programme_at
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from ambassadors.program.usecases.publish_programme import StartsInThePast, publish_programme
from ambassadors.program.usecases.sign_case import sign_case
from tests.clock import NOON
from tests.factories.program import a_future_operator, a_person, the_case_of

LINES = ("operator", "active_lines")


def publish(thresholds, **more):
    facts = {"starts_at": NOON, "by": a_person(name="Staff").pk, "note": "Less", "at": NOON}
    return publish_programme(thresholds=thresholds, **(facts | more))


def test_the_first_version_is_written_once(public):
    first = publish_default_programme(at=NOON)

    assert publish_default_programme(at=NOON + timedelta(days=1)).starts_at == NOON
    assert (first.tiers.count(), Criterion.objects.count()) == (4, 10)


def test_a_new_version_changes_one_number_and_copies_the_rest(public):
    publish_default_programme(at=NOON)

    fresh = publish({LINES: 80})

    asked = Criterion.objects.filter(tier__programme=fresh)
    assert (fresh.version, asked.count()) == (2, 10)
    assert asked.get(tier__code="operator", code="active_lines").threshold == 80
    assert asked.get(tier__code="operator", code="retention_12m").threshold == 85
    assert programme_at(at=NOON) == fresh


def test_publishing_the_same_again_is_refused(public):
    publish_default_programme(at=NOON)
    publish({LINES: 80})

    with pytest.raises(NothingChanges):
        publish({LINES: 80})

    assert Programme.objects.count() == 2


@pytest.mark.parametrize(
    ("thresholds", "more", "refusal"),
    [
        ({("operator", "retention_12m"): 101}, {}, ImpossibleThreshold),
        ({LINES: 0}, {}, ImpossibleThreshold),
        ({LINES: 80}, {"starts_at": NOON - timedelta(days=1)}, StartsInThePast),
    ],
)
def test_impossible_rules_are_refused(public, thresholds, more, refusal):
    publish_default_programme(at=NOON)

    with pytest.raises(refusal):
        publish(thresholds, **more)

    assert Programme.objects.count() == 1


def test_an_open_case_keeps_the_rules_it_began_under(public, home):
    case = the_case_of(a_future_operator(tenant_id=home.uuid, lines=110))
    publish({LINES: 200})

    signed = sign_case(case_id=case.pk, by=a_person(name="One").pk, at=NOON)

    assert signed.signatures.count() == 1
    assert CircleMeasure.objects.get().active_lines == 110


def test_before_the_first_version_there_are_no_rules(public):
    publish_default_programme(at=NOON)

    with pytest.raises(NoProgramme):
        programme_at(at=NOON - timedelta(days=1))
