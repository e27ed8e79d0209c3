"""Numbers that customers bring along: one that its operator keeps waiting, one that was refused."""

from __future__ import annotations

from datetime import datetime, timedelta

from catalog.lines.models import Line
from catalog.porting.models import PortIn
from catalog.porting.requests import NumberWish
from catalog.porting.terms import next_working_day
from catalog.porting.usecases.ask_port_in import ask_port_in
from catalog.porting.usecases.follow_port_in import follow_port_in
from catalog.porting.usecases.take_port_word import take_port_word
from kith.wall import day_here

WAITS_SINCE, REFUSED_SINCE = timedelta(days=6), timedelta(days=2)
ANSWERED_AFTER = timedelta(hours=7)


def some_arrive(*, at: datetime) -> None:
    """Let two of the shop's latest customers have asked for their numbers."""
    lines = Line.objects.filter(ended_at=None, ends_on=None, suspended_at=None, place=1)
    latest = list(lines.order_by("-activated_at", "pk")[:2])
    if len(latest) < 2:
        return
    _asked(latest[0], "+34655102030", "vodafone", max(at - WAITS_SINCE, latest[0].activated_at))
    since = max(at - REFUSED_SINCE, latest[1].activated_at)
    refused = _asked(latest[1], "+34655102031", "movistar", since)
    take_port_word(
        port_in_id=refused.pk, state="refused", reason="account_wrong", at=since + ANSWERED_AFTER
    )


def _asked(line: Line, e164: str, operator: str, at: datetime) -> PortIn:
    wish = NumberWish(e164, operator, "ES-40-7781", next_working_day(day_here(at)))
    port_in = ask_port_in(line_id=line.pk, wish=wish, by=line.person_id, at=at)
    return follow_port_in(port_in_id=port_in.pk, at=at)
