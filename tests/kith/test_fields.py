"""A list inside a row comes back as it went in, and holds nothing else."""

import json
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import connection

from kith.fields import ListField
from tests.clock import NOON


@dataclass(frozen=True)
class Cup:
    tea: str
    poured_at: datetime | None = None


@pytest.fixture
def field():
    made = ListField(Cup)
    made.set_attributes_from_name("cups")
    return made


def test_what_is_written_is_read_again(field):
    cups = [Cup("green", NOON), Cup("black")]

    kept = field.get_prep_value(cups)

    assert kept[1] == {"tea": "black", "poured_at": None}
    assert field.from_db_value(json.dumps(kept), None, connection) == cups


def test_a_row_of_another_release_is_read_too(field):
    assert field.from_db_value('[{"tea": "green", "sugar": 2}]', None, connection) == [Cup("green")]


@pytest.mark.parametrize("wrong", [{"tea": "green"}, Cup(3)])
def test_anything_else_is_refused(field, wrong):
    with pytest.raises(TypeError):
        field.get_prep_value([wrong])


def test_history_knows_it_as_json(field):
    assert field.deconstruct()[1:] == ("django.db.models.JSONField", [], {"default": list})
