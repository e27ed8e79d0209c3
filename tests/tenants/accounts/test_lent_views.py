"""Half an hour in which one person sees another's pages, and does nothing there."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kith.limits.allowances import TooOften
from kith.wall import in_public, in_tenant
from tenants.accounts.models import LentLook, LentView, Person
from tenants.accounts.usecases.end_view import end_view
from tenants.accounts.usecases.lend_view import NobodyNamedSo, lend_view
from tenants.accounts.usecases.take_view import WrongCode, take_view
from tests.at_once import taken_away, together
from tests.budget import statements  # noqa: F401
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.post import drain

HALF = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


def page(name, *args):
    return reverse(name, args=args, urlconf="config.urls.tenant")


@pytest.fixture
def two(acme):
    """Ana, who asks for a hand, and Leo, who lends one; both are known at acme."""
    with in_public():
        return (
            a_person(tenant=acme, full_name="Ana Ruiz", email="ana@example.org", handle="ana-ruiz"),
            a_person(tenant=acme, full_name="Leo Diaz", email="leo@example.org", handle="leo-diaz"),
        )


def lent(two, acme, *, at=NOON, to="leo@example.org"):
    with in_public():
        return lend_view(owner_id=two[0].pk, to=to, tenant_id=acme.uuid, at=at)


def taken(two, acme, *, at=NOON):
    view = lent(two, acme, at=at)
    with in_public():
        return take_view(helper_id=two[1].pk, code=view.code, tenant_id=acme.uuid, at=at)


@pytest.mark.parametrize("to", ["leo@example.org", " LEO@example.org", "@leo-diaz", "leo-diaz"])
def test_one_taps_the_other_writes_six_digits_and_sees(acme, two, client_for, to):
    ana, leo = two
    line = a_line(person_id=ana.pk)
    owner, helper = sign_in(client_for(acme), ana, acme), sign_in(client_for(acme), leo, acme)

    assert owner.post(page("my-hand"), {"to": to}).status_code == 302
    drain()
    [letter] = mail.outbox
    assert (letter.to, page("account-hand") in letter.body) == (["leo@example.org"], True)
    with in_public():
        code = LentView.objects.get().code
    assert code in owner.get(page("my-hand")).content.decode()
    assert "Ana Ruiz" in helper.get(page("account-hand")).content.decode()
    assert helper.get(page("my-line", line.pk)).status_code == 404

    assert helper.post(page("account-hand"), {"code": code}).status_code == 302

    shown = helper.get(page("my-line", line.pk)).content.decode()
    assert "You see the pages of <strong>Ana Ruiz</strong>" in shown
    assert "sees your pages until" in owner.get(page("my-home")).content.decode()
    told = owner.get(page("my-hand")).content.decode()
    assert "Leo Diaz" in told
    assert "Lines" in told


def test_one_tap_of_the_owner_ends_it_at_once(acme, two, client_for):
    ana, leo = two
    owner, helper = sign_in(client_for(acme), ana, acme), sign_in(client_for(acme), leo, acme)
    view = lent(two, acme, at=timezone.now())
    helper.post(page("account-hand"), {"code": view.code})
    line = a_line(person_id=ana.pk)
    assert helper.get(page("my-line", line.pk)).status_code == 200

    owner.post(page("my-hand-ending"))

    assert helper.get(page("my-line", line.pk)).status_code == 302
    assert helper.get(page("my-line", line.pk)).status_code == 404
    owner.get(page("my-home"))
    assert "sees your pages until" not in owner.get(page("my-home")).content.decode()


def test_the_helper_ends_it_and_is_themselves_again(acme, two, client_for):
    helper = sign_in(client_for(acme), two[1], acme)
    view = lent(two, acme, at=timezone.now())
    helper.post(page("account-hand"), {"code": view.code})

    assert helper.post(page("account-hand-ending")).status_code == 302

    assert "Ana Ruiz" not in helper.get(page("my-home")).content.decode()
    with in_public():
        assert LentView.objects.get().ended_at
        assert Person.objects.get(pk=two[0].pk).seen_until is None


def test_after_half_an_hour_it_is_over_by_itself(acme, two, client_for):
    helper = sign_in(client_for(acme), two[1], acme)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        view = lent(two, acme, at=now)
        helper.post(page("account-hand"), {"code": view.code})

    with time_machine.travel(now + HALF - 10 * SECOND, tick=False):
        assert "Ana Ruiz" in helper.get(page("my-home")).content.decode()
    with time_machine.travel(now + HALF + 10 * SECOND, tick=False):
        assert helper.get(page("my-home")).status_code == 302
        assert "Ana Ruiz" not in helper.get(page("my-home")).content.decode()
        with in_public():
            assert Person.objects.get(pk=two[0].pk).seen_until < timezone.now()


def test_a_code_is_good_once_for_whoever_was_asked_and_for_half_an_hour(acme, two):
    view = lent(two, acme)
    with in_public():
        other = a_person(tenant=acme)
        mine = {"code": view.code, "tenant_id": acme.uuid}
        for who in (other.pk, two[0].pk):
            with pytest.raises(WrongCode):
                take_view(helper_id=who, at=NOON, **mine)
        assert LentView.objects.get().taken_at is None

        take_view(helper_id=two[1].pk, at=NOON, **mine)
        with pytest.raises(WrongCode):
            take_view(helper_id=two[1].pk, at=NOON, **mine)


def test_a_code_waits_for_half_an_hour(acme, two):
    view = lent(two, acme)

    with in_public(), pytest.raises(WrongCode):
        take_view(helper_id=two[1].pk, code=view.code, tenant_id=acme.uuid, at=NOON + HALF)


def test_it_is_good_at_the_shop_where_it_was_lent(acme, globex, two):
    view = lent(two, acme)

    with in_public(), pytest.raises(WrongCode):
        take_view(helper_id=two[1].pk, code=view.code, tenant_id=globex.uuid, at=NOON)


def test_guesses_are_counted(acme, two):
    view = lent(two, acme)
    wrong = "000000" if view.code != "000000" else "111111"
    with in_public():
        for _ in range(5):
            with pytest.raises(WrongCode):
                take_view(helper_id=two[1].pk, code=wrong, tenant_id=acme.uuid, at=NOON)
        with pytest.raises(TooOften):
            take_view(helper_id=two[1].pk, code=view.code, tenant_id=acme.uuid, at=NOON)
        assert LentView.objects.get().taken_at is None


@pytest.mark.parametrize("to", ["ana@example.org", "@ana-ruiz", "@nobody-here", "no address@"])
def test_nobody_is_asked_who_is_oneself_or_nobody(acme, two, to):
    with pytest.raises(NobodyNamedSo):
        lent(two, acme, to=to)

    with in_public():
        assert not LentView.objects.exists()


def test_whether_an_address_has_an_account_is_not_told(acme, two, client_for):
    owner = sign_in(client_for(acme), two[0], acme)
    known = owner.post(page("my-hand"), {"to": "leo@example.org"})
    unknown = owner.post(page("my-hand"), {"to": "stranger@example.org"})
    drain()

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[-1].to == ["stranger@example.org"]


def test_a_new_offer_ends_the_one_before(acme, two):
    first = taken(two, acme)
    lent(two, acme, at=NOON + SECOND)

    with in_public():
        assert LentView.objects.get(pk=first.pk).ended_at == NOON + SECOND
        assert LentView.objects.open().count() == 1


def test_what_is_said_at_the_top_costs_no_statement(acme, two, client_for, statements):  # noqa: F811
    owner = sign_in(client_for(acme), two[0], acme)
    # Once before: what a process keeps for itself is read then.
    owner.get(page("my-home"))
    before = statements(lambda: owner.get(page("my-home")))
    taken(two, acme, at=timezone.now())

    # What is said of it at the top stands in the person.
    assert statements(lambda: owner.get(page("my-home"))) == before


def test_what_a_helper_tried_is_told_too(acme, two, client_for):
    line = a_line(person_id=two[0].pk)
    helper = sign_in(client_for(acme), two[1], acme)
    view = lent(two, acme, at=timezone.now())
    helper.post(page("account-hand"), {"code": view.code})

    said = helper.post(page("my-line-suspension", line.pk))

    assert said.status_code == 403
    assert "You can only look" in said.content.decode()
    assert page("account-hand-ending") in said.content.decode()
    with in_public():
        look = LentLook.objects.get(was_refused=True)
    assert look.path == page("my-line-suspension", line.pk)
    with in_tenant(acme):
        line.refresh_from_db()
        assert line.suspended_at is None


def test_eight_at_once_take_one_code_once(house):
    acme = house["acme"]
    with taken_away("public", apps="accounts|account|outbox|audit|limits|mfa"):
        with in_public():
            ana, leo = a_person(), a_person(email="leo@example.org")
            view = lend_view(owner_id=ana.pk, to=leo.email, tenant_id=acme.uuid, at=NOON)
        said = together(
            in_public,
            lambda _n: take_view(helper_id=leo.pk, code=view.code, tenant_id=acme.uuid, at=NOON).pk,
            WrongCode,
            TooOften,
        )

    assert said.count(view.pk) == 1


def test_eight_at_once_lend_one_and_end_it(house):
    acme = house["acme"]
    with taken_away("public", apps="accounts|account|outbox|audit|limits|mfa"):
        with in_public():
            ana, leo = a_person(), a_person(email="leo@example.org")

        def work(number):
            if number % 2:
                return end_view(owner_id=ana.pk, at=NOON)
            return lend_view(owner_id=ana.pk, to=leo.email, tenant_id=acme.uuid, at=NOON).pk

        together(in_public, work, TooOften)
        with in_public():
            assert LentView.objects.open().count() <= 1
            assert LentView.objects.count() == 4
