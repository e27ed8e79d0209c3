"""Somebody who sold before the network began starts on their step."""

from datetime import timedelta

import pytest

from ambassadors.program.models import Standing
from ambassadors.program.queries import open_case_count, standing_of
from ambassadors.program.usecases.enter_ladder import StandsHigher, enter_ladder
from tests.clock import NOON
from tests.factories.program import a_person


def test_the_same_step_again_returns_the_first(public):
    sol = a_person(name="Sol")
    first = enter_ladder(person_id=sol.pk, tier_code="reseller", at=NOON)

    again = enter_ladder(person_id=sol.pk, tier_code="reseller", at=NOON + timedelta(days=5))

    assert (again.pk, again.starts_at) == (first.pk, NOON)
    assert standing_of(person_id=sol.pk) == "reseller"
    assert open_case_count() == 0


def test_a_higher_step_ends_the_lower(public):
    sol = a_person(name="Sol")
    enter_ladder(person_id=sol.pk, tier_code="ambassador", at=NOON)

    enter_ladder(person_id=sol.pk, tier_code="reseller", at=NOON + timedelta(days=5))

    assert standing_of(person_id=sol.pk) == "reseller"
    assert Standing.objects.filter(ends_at=NOON + timedelta(days=5)).count() == 1


def test_nobody_is_put_lower(public):
    sol = a_person(name="Sol")
    enter_ladder(person_id=sol.pk, tier_code="operator", at=NOON)

    with pytest.raises(StandsHigher):
        enter_ladder(person_id=sol.pk, tier_code="reseller", at=NOON)

    assert standing_of(person_id=sol.pk) == "operator"
