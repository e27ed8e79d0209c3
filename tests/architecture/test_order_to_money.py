"""The page that follows an order to the money names what there is, and what really follows."""

import re

from django.apps import apps

from kith.outbox import Event
from kith.outbox.reactions import reactions_to
from tests.architecture.house_rules import ROOT

PAGE = (ROOT / "docs" / "order-to-money.md").read_text()
EVENTS = {event.event_name: event for event in Event.__subclasses__()}
STEPS = [
    [re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[2:6]]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_every_use_case_and_file_it_names_stands_there():
    named = [*(step[1][0] for step in STEPS), "billing.settlement.return_overpayment"]
    for app, _, use_case in (name.rpartition(".") for name in named):
        assert (ROOT / app.replace(".", "/") / "usecases" / f"{use_case}.py").exists(), use_case
    for path in re.findall(r"`([\w/]+\.(?:py|md))`", PAGE.replace("docs/events.md", "")):
        assert (ROOT / path).exists(), path
    assert len(STEPS) > 20


def test_every_table_it_names_is_one():
    tables = {model._meta.db_table for model in apps.get_models()}
    named = {name for step in STEPS for name in step[2]} - {"settle_refund"}

    assert named - tables == set()


def test_every_event_it_names_leads_to_the_step_it_says():
    for when, [use_case], _writes, says in STEPS:
        for event in (name for name in when if name in EVENTS):
            assert use_case in {one.name for one in reactions_to(EVENTS[event])}, (event, use_case)
        assert set(says) <= set(EVENTS), says
    heard = {name for step in STEPS for name in step[0]}
    assert {"order.paid", "invoice.paid", "charge.frozen", "invoice.refunded"} <= heard
