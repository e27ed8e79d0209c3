"""The stand-in as a process: quick, on its own, and it keeps what it knows."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from billing.gateway import Gateway
from kith.money import Money
from outside.stripe.testing import ROOT, ControlRefused, FakeStripe, start_fake_stripe
from tests.clock import NOON

COMMAND = [sys.executable, "-m", "outside.stripe"]


def test_it_needs_neither_django_nor_the_processors_client() -> None:
    script = (
        "import sys, json, outside.stripe.__main__;"
        "print(json.dumps([m for m in ('django', 'stripe', 'kith') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout) == []


def test_a_restart_keeps_what_it_knew(tmp_path: Path) -> None:
    state = str(tmp_path / "stripe.db")
    with start_fake_stripe(state=state) as first:
        first.control.reset(at=NOON)
        made = first.control.charge(amount=1000)
        bank = Gateway(secret_key="sk_test_kith", api_base=first.base)
        refund = {"payment_intent": made["payment_intent"], "amount": Money(300, "EUR")}
        bank.refund(key="f", **refund)

    with start_fake_stripe(state=state) as second:
        bank = Gateway(secret_key="sk_test_kith", api_base=second.base)
        bank.refund(key="f", **refund)

        assert bank.balance("EUR") == Money(660, "EUR")
        assert bank.retrieve_payment(made["payment_intent"]).refunded == Money(300, "EUR")
        now = second.control.call("GET", "health")["now"]
        assert NOON.timestamp() <= now < (NOON + timedelta(minutes=5)).timestamp()


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--port", port], cwd=ROOT, capture_output=True, text=True, check=False
        )

    assert done.returncode == 1
    assert f"cannot take port {port}" in done.stderr


def test_it_ends_with_its_parent() -> None:
    child = subprocess.Popen(
        [*COMMAND, "--until-stdin-closes"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdout.readline()

    child.stdin.close()

    assert child.wait(timeout=10) == 0
    child.stdout.close()


def test_a_years_history_is_put_in_place_at_once(fake_stripe: FakeStripe, bank: Gateway) -> None:
    def at(n: int) -> int:
        return int((NOON - timedelta(days=365)).timestamp()) + n * 7200

    made = fake_stripe.control.bulk(
        accounts=[{"ref": "ben", "email": "ben@example.com", "name": "Ben", "created": at(0)}],
        payments=[
            {"ref": f"p{n}", "amount": 1000 + n, "currency": "EUR", "created": at(n)}
            for n in range(4000)
        ],
        refunds=[{"payment": "p7", "amount": 100, "created": at(8)}],
        transfers=[
            {"ref": "t", "account": "ben", "amount": 500, "currency": "EUR", "created": at(9)}
        ],
        reversals=[{"transfer": "t", "amount": 50, "created": at(10)}],
    )

    assert len(made["payments"]) == 4000
    paid = bank.retrieve_payment(made["payments"][7]["payment_intent"])
    assert (paid.amount, paid.refunded) == (Money(1007, "EUR"), Money(100, "EUR"))
    lines = bank.balance_transactions(source=made["payments"][0]["charge"])
    assert lines[0].created_at == NOON - timedelta(days=365)
    assert bank.recipient_state(made["accounts"][0]["id"]).payouts_enabled
    assert fake_stripe.control.deliveries() == []
    more = bank.refund(
        key="later", payment_intent=paid.id, amount=Money(907, "EUR"), reason="duplicate"
    )
    assert more.is_done


def test_what_has_a_key_is_put_in_place_once(fake_stripe: FakeStripe, bank: Gateway) -> None:
    payment = {"amount": 1000, "currency": "EUR", "key": "the first bill"}

    first = fake_stripe.control.bulk(payments=[payment])
    again = fake_stripe.control.bulk(payments=[payment])

    assert again == first
    assert len(bank.moved_since(since=NOON - timedelta(days=1))) == 1


def test_what_was_put_in_place_before_is_named_as_ever(fake_stripe: FakeStripe) -> None:
    payment = {"amount": 1000, "currency": "EUR", "key": "the first bill", "ref": "the bill"}
    refund = {"payment": "the bill", "amount": 400, "key": "a part of it"}
    fake_stripe.control.bulk(payments=[payment])

    first = fake_stripe.control.bulk(payments=[payment], refunds=[refund])

    assert fake_stripe.control.bulk(payments=[payment], refunds=[refund]) == first


def test_while_a_past_is_put_in_place_its_movements_are_not_listed(
    fake_stripe: FakeStripe, bank: Gateway
) -> None:
    begin, a_day = NOON - timedelta(days=9), timedelta(days=1)
    for at in (NOON - a_day, NOON):
        fake_stripe.control.charge(amount=1000, created=int(at.timestamp()))
    fake_stripe.control.settings(movements_listed_from=int(NOON.timestamp()))

    assert [one.made_at for one in bank.moved_since(since=begin)] == [NOON]

    fake_stripe.control.settings(movements_listed_from=0)

    assert len(bank.moved_since(since=begin)) == 2


def test_a_bulk_with_one_wrong_thing_puts_nothing_in_place(
    fake_stripe: FakeStripe, bank: Gateway
) -> None:
    good = {"ref": "p", "amount": 1000, "currency": "EUR"}

    with pytest.raises(ControlRefused, match="more than the 1000 left"):
        fake_stripe.control.bulk(payments=[good], refunds=[{"payment": "p", "amount": 1001}])

    assert bank.balance("EUR") == Money(0, "EUR")


@pytest.mark.parametrize("amount", [10.5, "10", True, None, 0, -5])
def test_a_bulk_takes_whole_amounts_only(fake_stripe: FakeStripe, amount: object) -> None:
    with pytest.raises(ControlRefused):
        fake_stripe.control.bulk(payments=[{"amount": amount, "currency": "EUR"}])
