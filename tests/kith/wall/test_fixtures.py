"""Dumping and loading rows is about one side of the wall, and says so."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalog.lines.models import Line, LineEvent
from kith.wall import in_public, in_tenant
from tests.factories.lines import a_line


def dumped(*labels, **options):
    said, warned = io.StringIO(), io.StringIO()
    call_command("dumpdata", *labels, stdout=said, stderr=warned, **options)
    return json.loads(said.getvalue()), warned.getvalue()


def test_rows_of_shops_are_refused_without_a_shop_and_never_left_out(acme):
    a_line()

    with in_public(), pytest.raises(CommandError, match="lines stands in each shop: name one with"):
        dumped("lines")


def test_a_shops_rows_are_dumped_by_its_name_and_nobody_elses(acme, globex):
    mine = a_line()
    with in_tenant(globex):
        a_line()

    rows, _warned = dumped("lines.line", tenant="acme")

    assert [row["pk"] for row in rows] == [str(mine.pk)]


def test_the_network_is_not_dumped_by_the_name_of_a_shop(acme):
    with pytest.raises(CommandError, match="registry stands with the network: leave --tenant out"):
        dumped("registry", tenant="acme")


def test_a_dump_of_the_network_says_that_the_shops_are_missing(public):
    rows, warned = dumped(exclude=["contenttypes", "audit"])

    assert "registry.tenant" in {row["model"] for row in rows}
    assert "each with --tenant SLUG" in warned


def test_an_unknown_shop_is_named(public):
    with pytest.raises(CommandError, match="There is no shop 'nobody'"):
        dumped("lines", tenant="nobody")


def test_a_fixture_is_loaded_into_the_shop_it_is_for_or_not_at_all(acme, globex, tmp_path):
    mine = a_line()
    file = tmp_path / "lines.json"
    file.write_text(json.dumps(dumped("lines", tenant="acme")[0]))
    LineEvent.objects.all().delete()
    Line.objects.all().delete()

    with in_public(), pytest.raises(CommandError, match="stands in each shop"):
        call_command("loaddata", file)
    call_command("loaddata", file, tenant="acme", stdout=io.StringIO())

    assert Line.objects.get().pk == mine.pk
    with in_tenant(globex):
        assert not Line.objects.exists()
