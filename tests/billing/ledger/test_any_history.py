"""Any history of the books, beside a model of them in plain Python."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.ledger.chart import DEBIT_NORMAL, chart_line
from billing.ledger.models import Account, Journal, Posting
from billing.ledger.queries import SUM, faults_of_books
from billing.ledger.usecases.post_journals import (
    AlreadyReversed,
    Entry,
    Leg,
    Unbalanced,
    post_journals,
)
from billing.ledger.usecases.reverse_journal import NoSuchJournal, reverse_journal
from kith.errors import KeyReused
from kith.money import Money
from kith.wall import in_public, in_tenant
from tests.at_once import together
from tests.clock import NOON

CODES = ["cash:stripe", "payable:payees", "income:wholesale", "in_transit:payouts"]
CURRENCIES = ["EUR", "JPY", "KWD"]
KEYS = ["a", "b", "c", "d", "e"]
AMOUNTS = st.integers(-(10**12), 10**12)

legs = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CURRENCIES), AMOUNTS), min_size=1, max_size=5
)


@st.composite
def bodies(draw) -> list[tuple[str, str, int]]:
    """Legs of one journal, most often balanced."""
    body = draw(legs)
    if draw(st.integers(0, 5)):
        sums = Counter()
        for _, currency, minor in body:
            sums[currency] += minor
        body += [(draw(st.sampled_from(CODES)), each, -minor) for each, minor in sums.items()]
    return body


posts = st.lists(st.tuples(st.sampled_from(KEYS), bodies()), min_size=1, max_size=3)
steps = st.one_of(
    posts.map(lambda journals: ("post", journals)),
    st.tuples(st.just("reverse"), st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS))),
)


@dataclass
class Model:
    """The books as one would keep them on paper."""

    journals: dict[str, Counter] = field(default_factory=dict)
    reversed_by: dict[str, str] = field(default_factory=dict)

    def post(self, journals: list[tuple[str, list]]) -> type[Exception] | None:
        bodies = {key: _body(legs) for key, legs in journals}
        if any(refused := [_refused(legs) for _, legs in journals]):
            return next(filter(None, refused))
        if len(bodies) < len(journals):
            return KeyReused
        before = self.journals
        # What is new is weighed before what stands is compared; either takes all of it back.
        if refused := self._keep(bodies | before):
            return refused
        if any(before.get(key, body) != body for key, body in bodies.items()):
            self.journals = before
            return KeyReused
        return None

    def reverse(self, key: str, of: str) -> type[Exception] | None:
        if of not in self.journals:
            return NoSuchJournal
        if key in self.journals:
            # The same again, or another journal under this key.
            return None if self.reversed_by.get(of) == key else KeyReused
        if of in self.reversed_by:
            return AlreadyReversed
        mirror = Counter(
            {
                (code, currency, -minor): n
                for (code, currency, minor), n in self.journals[of].items()
            }
        )
        if refused := self._keep(self.journals | {key: mirror}):
            return refused
        self.reversed_by[of] = key
        return None

    def balances(self, journals: dict[str, Counter] | None = None) -> dict[tuple[str, str], int]:
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for body in (self.journals if journals is None else journals).values():
            for (code, currency, minor), times in body.items():
                sums[code, currency] += minor * times
        return {account: minor for account, minor in sums.items() if minor}

    def _keep(self, journals: dict[str, Counter]) -> type[Exception] | None:
        for (code, _), minor in self.balances(journals).items():
            line = chart_line(code=code)
            if not line.may_go_negative and (minor < 0) == (line.kind in DEBIT_NORMAL):
                return IntegrityError
        self.journals = journals
        return None


def _body(legs: list) -> Counter:
    return Counter(leg for leg in legs if leg[2])


def _refused(legs: list) -> type[Exception] | None:
    sums = Counter()
    for _, currency, minor in legs:
        sums[currency] += minor
    return Unbalanced if any(sums.values()) or not _body(legs) else None


def play(what: str, step: object) -> type[Exception] | None:
    """Do one step in the real books; return what it was refused with."""
    try:
        with transaction.atomic():
            if what == "post":
                post_journals(entries=[_entry(key, legs) for key, legs in step])
            else:
                reverse_journal(key=step[0], journal_key=step[1], at=NOON)
    except (Unbalanced, KeyReused, AlreadyReversed, NoSuchJournal, IntegrityError) as refusal:
        return type(refusal)
    return None


def _entry(key: str, legs: list) -> Entry:
    return Entry(key, "test", [Leg(code, Money(minor, at)) for code, at, minor in legs], NOON)


def the_balances() -> dict[tuple[str, str], int]:
    rows = Account.objects.annotate(sum_minor=SUM).exclude(sum_minor=0)
    return {(row.code, row.currency): row.sum_minor for row in rows}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=st.lists(steps, max_size=12))
def test_the_books_are_what_the_model_says_after_any_history(public, history):
    model = Model()
    with transaction.atomic():
        for what, step in history:
            expected = model.post(step) if what == "post" else model.reverse(*step)
            assert play(what, step) == expected
        assert the_balances() == model.balances()
        assert {row.key for row in Journal.objects.all()} == model.journals.keys()
        assert faults_of_books() == []
        transaction.set_rollback(True)


@pytest.mark.fault
def test_eight_random_histories_at_once_leave_books_that_sum_to_zero(throwaway):
    """They share five keys and four accounts, one of which may not go below zero."""
    wanted: dict[str, list[Counter]] = defaultdict(list)

    def work(number: int) -> None:
        chance = random.Random(number)
        for turn in range(25):
            minor = chance.randrange(1, 1_000)
            debit, credit = chance.sample(CODES, 2)
            key = chance.choice([*KEYS, *(f"{number}:{turn}:{own}" for own in range(15))])
            step = [(key, [(debit, "EUR", minor), (credit, "EUR", -minor)])]
            wanted[key].append(_body(step[0][1]))
            play("post", step)
            if chance.random() < 0.2:
                play("reverse", (f"{key}:back", key))

    together(lambda: in_tenant(throwaway), work)

    with in_tenant(throwaway):
        assert faults_of_books() == []
        assert sum(the_balances().values()) == 0
        assert Journal.objects.count() > 50
        assert Journal.objects.filter(key__endswith=":back").exists()
        for journal in Journal.objects.exclude(key__endswith=":back"):
            legs = Posting.objects.filter(journal=journal).select_related("account")
            assert (
                _body([(leg.account.code, "EUR", leg.amount_minor) for leg in legs])
                in (wanted[journal.key])
            )
    with in_public():
        assert not Journal.objects.filter(key__in=wanted).exists()
