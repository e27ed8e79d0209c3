"""For ten minutes a changed price is put back by one press; what was sold stays as it was sold."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.storefront.corridor import OutsideCorridor
from catalog.storefront.models import Offer
from catalog.storefront.queries import offer_card
from catalog.storefront.usecases.reprice_offer import reprice_offer
from catalog.storefront.usecases.take_price_back import TooLateToPutBack, take_price_back
from catalog.wholesale.models import BaseProductRow
from kith.audit.models import AuditEntry
from kith.money import Money
from kith.wall import in_public, in_tenant
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.settlement import FELIX, MAYA
from tests.factories.storefront import an_offer
from tests.post import drain

LATER = NOON + timedelta(hours=1)
MINUTES = timedelta(minutes=1)


def euros(minor):
    return Money(minor, "EUR")


def repriced(offer, minor, at=LATER):
    return reprice_offer(
        code=offer.code, name=offer.name, blurb=offer.blurb, price=euros(minor), by=MAYA, at=at
    )


def put_back(offer, *, changed_at=LATER, at=LATER + 5 * MINUTES):
    return take_price_back(code=offer.code, changed_at=changed_at, by=FELIX, at=at)


def entries():
    with in_public():
        return list(AuditEntry.objects.filter(action="offer.price_taken_back"))


def test_a_changed_price_is_put_back_once_by_whoever_may(acme, globex):
    with in_tenant(globex):
        theirs = an_offer()
    offer = an_offer()
    repriced(offer, 900)
    assert offer_card(code=offer.code).price == euros(900)

    for _ in range(2):
        put_back(offer)

    assert offer_card(code=offer.code).price == euros(1200)
    [entry] = entries()
    assert (entry.actor_id, entry.detail["from"], entry.detail["to"]) == (FELIX, 900, 1200)
    with in_tenant(globex):
        assert Offer.objects.get(pk=theirs.pk).changed_at is None


def test_after_ten_minutes_it_stays(acme):
    offer = an_offer()
    repriced(offer, 900)

    with pytest.raises(TooLateToPutBack):
        put_back(offer, at=LATER + 10 * MINUTES)

    assert offer_card(code=offer.code).price == euros(900)
    assert not entries()


def test_a_stale_page_never_undoes_another_change(acme):
    offer = an_offer()
    repriced(offer, 900)
    repriced(offer, 1000, at=LATER + MINUTES)

    with pytest.raises(TooLateToPutBack):
        put_back(offer)
    put_back(offer, changed_at=LATER + MINUTES)

    assert offer_card(code=offer.code).price == euros(900)


def test_a_price_the_corridor_has_moved_past_is_not_put_back(acme):
    offer = an_offer()
    repriced(offer, 1300)
    with in_public():
        BaseProductRow.objects.update(retail_minor=2000)

    with pytest.raises(OutsideCorridor):
        put_back(offer)

    assert Offer.objects.get().price_minor == 1300
    assert not entries()


def test_words_changed_meanwhile_stay(acme):
    offer = an_offer()
    repriced(offer, 900)
    reprice_offer(
        code=offer.code, name="Harbour", blurb="", price=euros(900), at=LATER + MINUTES, by=MAYA
    )

    put_back(offer)

    card = offer_card(code=offer.code)
    assert (card.name, card.price) == ("Harbour", euros(1200))


@pytest.fixture
def seller(client, acme):
    with in_public():
        person = a_person(tenant=acme, role="reseller")
    return sign_in(client, person, acme)


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_the_list_says_what_it_was_and_puts_it_back(seller, acme, headers):
    offer = an_offer(name="Coast")
    repriced(offer, 900, at=timezone.now())
    door = f"/desk/offers/{offer.code}/earlier-price/"
    page = seller.get("/desk/offers/").text
    changed = Offer.objects.get().repriced_at.isoformat()

    answer = seller.post(door, {"changed": changed}, headers=headers, follow=True)

    assert "“Coast” has a new price" in page
    assert door in page
    assert "“Coast” costs €12.00 again." in answer.text
    assert door not in answer.text
    assert Offer.objects.get().price_minor == 1200


@pytest.mark.parametrize("changed", ["", "yesterday", "2026-99-99T00:00:00"])
def test_a_moment_that_cannot_be_read_changes_nothing(seller, acme, changed):
    offer = an_offer()
    repriced(offer, 900, at=timezone.now())

    answer = seller.post(
        f"/desk/offers/{offer.code}/earlier-price/", {"changed": changed}, follow=True
    )

    assert "can no longer be put back" in answer.text
    assert Offer.objects.get().price_minor == 900


@pytest.mark.fault
def test_eight_at_once_put_it_back_once(house):
    acme = house["acme"]
    with taken_away("public", acme.schema_name, apps="storefront|wholesale|audit|outbox"):
        with in_tenant(acme):
            offer = an_offer()
            repriced(offer, 900)

        answers = together(lambda: in_tenant(acme), lambda _number: put_back(offer))

        assert [one.price_minor for one in answers] == [1200] * AT_ONCE
        assert len(entries()) == 1


@pytest.fixture
def nina_and_maya(acme):
    with in_public():
        nina = a_person(tenant=acme, role="reseller", full_name="Nina Vogel")
        maya = a_person(tenant=acme, role="reseller", full_name="Maya Kern", locale="es")
    return nina, maya


def letters():
    return [one for one in mail.outbox if "«Coast 10»" in one.subject]


def test_whoever_changed_a_price_is_told_that_another_put_it_back(nina_and_maya):
    nina, maya = nina_and_maya
    offer = an_offer()
    given = {"code": offer.code, "name": offer.name, "blurb": offer.blurb}
    reprice_offer(**given, price=euros(900), by=maya.pk, at=LATER)

    for _ in range(2):
        take_price_back(code=offer.code, changed_at=LATER, by=nina.pk, at=LATER + MINUTES)
    drain()

    [letter] = letters()
    assert letter.to == [maya.email]
    assert all(word in letter.body for word in ("Nina Vogel", "9,00", "12,00", "/desk/offers/"))


def test_whoever_puts_back_their_own_price_is_not_written_to(nina_and_maya):
    _nina, maya = nina_and_maya
    offer = an_offer()
    given = {"code": offer.code, "name": offer.name, "blurb": offer.blurb}
    reprice_offer(**given, price=euros(900), by=maya.pk, at=LATER)

    take_price_back(code=offer.code, changed_at=LATER, by=maya.pk, at=LATER + MINUTES)
    drain()

    assert letters() == []
