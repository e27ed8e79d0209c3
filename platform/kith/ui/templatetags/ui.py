"""`{% load ui %}`: every component of Kith, whichever module keeps it."""

from django import template

from kith.ui.components import (
    doing,
    forms,
    frame,
    head,
    page,
    pictures,
    prices,
    saying,
    surfaces,
    tables,
)

GROUPS = (page, frame, head, doing, forms, saying, surfaces, prices, pictures, tables)

register = template.Library()
for _group in GROUPS:
    register.tags.update(_group.register.tags)
    register.filters.update(_group.register.filters)
