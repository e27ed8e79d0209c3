"""What a whole row is read by is worked out once, and is what Django works out."""

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.sql.compiler import SQLCompiler

from catalog.numbering.models import NumberEvent, PhoneNumber
from tests.factories.numbering import a_number_range

QUERIES = {
    "all": PhoneNumber.objects.all,
    "some, in order": lambda: PhoneNumber.objects.filter(range__label="x").order_by("-e164")[:5],
    "locked": lambda: PhoneNumber.objects.locked().filter(pk=1),
    "distinct": lambda: PhoneNumber.objects.distinct().order_by("range__label"),
    "only": lambda: PhoneNumber.objects.only("e164"),
    "defer": lambda: PhoneNumber.objects.defer("holder"),
    "annotated": lambda: PhoneNumber.objects.annotate(label=F("range__label")),
    "with another": lambda: NumberEvent.objects.select_related("number"),
    "values": lambda: PhoneNumber.objects.values_list("e164", "range__label"),
    "inside": lambda: NumberEvent.objects.filter(number__in=PhoneNumber.objects.all()),
    "both": lambda: PhoneNumber.objects.filter(pk=1).union(PhoneNumber.objects.filter(pk=2)),
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_statement_is_what_django_says(public, name):
    query = QUERIES[name]().query
    theirs = SQLCompiler(query.clone(), connection, "default").as_sql()

    for _ in range(2):
        assert query.clone().get_compiler("default").as_sql() == theirs


def test_a_row_is_read_alike_however_often(public):
    block = a_number_range(size=1)

    first, again = (PhoneNumber.objects.get() for _ in range(2))

    assert (first.e164, first.free_since, first.range) == ("+34611500000", block.added_at, block)
    columns = [field.attname for field in PhoneNumber._meta.concrete_fields]
    assert {name: getattr(again, name) for name in columns} == PhoneNumber.objects.values().get()
