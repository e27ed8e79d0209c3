"""One referrer a customer, kept with what the claim rests on."""

from datetime import timedelta

import pytest

from ambassadors.referral.models import Referral
from ambassadors.referral.queries import (
    find_encourager,
    referrals_of,
    sponsor_of,
    sponsor_of_seller,
)
from ambassadors.referral.usecases.claim_named import claim_named
from ambassadors.referral.usecases.claim_referral import (
    AlreadyReferred,
    CircularReferral,
    SelfReferral,
    claim_referral,
)
from ambassadors.referral.usecases.give_code import give_code
from kith.wall import in_tenant
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.program import a_person


@pytest.fixture
def maya(public):
    return a_person(name="Maya Kern", phone="+34612345678")


@pytest.fixture
def leo(public):
    return a_person(name="Leo Ott")


def claim(referrer, referred, **more):
    facts = {"tenant_id": None, "at": NOON} | more
    return claim_referral(referrer_id=referrer.pk, referred_id=referred.pk, **facts)


def test_the_same_claim_again_returns_the_first(maya, leo):
    first = claim(maya, leo, evidence={"said_at": "sign-up"})

    again = claim(maya, leo, at=NOON + timedelta(days=100))

    assert (again.pk, again.claimed_at, again.evidence) == (
        first.pk,
        NOON,
        {"said_at": "sign-up"},
    )
    assert Referral.objects.count() == 1


def test_naming_oneself_is_refused(maya):
    with pytest.raises(SelfReferral):
        claim(maya, maya)

    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ({"contact_email": "Person.Kern+two@Example.org"}, "same mailbox"),
        ({"contact_phone": "+34 612 345 678"}, "same phone"),
        ({"contact_phone": "612 345 678"}, "same phone"),
        ({"contact_phone": "0034612345678"}, "same phone"),
        ({"contact_phone": "612 345 679"}, ""),
        ({"contact_email": "other@example.org"}, ""),
    ],
)
def test_one_person_with_two_accounts_is_held(public, evidence, reason):
    maya = a_person(name="Maya", phone="+34612345678", email="person.kern@example.org")
    twin = a_person(name="M. Kern")

    referral = claim(maya, twin, evidence=evidence)

    assert (referral.hold_reason, referral.is_held) == (reason, bool(reason))


@pytest.mark.parametrize(
    "other", ["dottyfield@gmail.com", "dotty.field@googlemail.com", "dotty.field+x@gmail.com"]
)
def test_a_mailbox_by_another_spelling_is_held(public, other):
    maya = a_person(name="Maya", email="dotty.field@gmail.com")

    referral = claim(maya, a_person(name="D. Field", email=other))

    assert referral.hold_reason == "same mailbox"


def test_a_name_may_be_corrected_in_the_first_fourteen_days(maya, leo):
    other = a_person(name="Other")
    claim(other, leo)

    corrected = claim(maya, leo, at=NOON + timedelta(days=13))

    assert (corrected.referrer_id, corrected.claimed_at) == (maya.pk, NOON)
    assert corrected.evidence == {"named_before": str(other.pk)}
    with pytest.raises(AlreadyReferred):
        claim(other, leo, at=NOON + timedelta(days=14))
    assert Referral.objects.get().referrer_id == maya.pk


def test_a_word_said_before_the_one_that_stands_changes_nothing_but_since_when(maya, leo):
    first, second = a_person(name="First"), a_person(name="Second")
    claim(first, leo)
    claim(second, leo, at=NOON + timedelta(days=2))

    claim(first, leo)
    claim(maya, leo, at=NOON - timedelta(days=1))

    standing = Referral.objects.get()
    assert (standing.referrer_id, standing.claimed_at) == (second.pk, NOON - timedelta(days=1))
    assert standing.named_at == NOON + timedelta(days=2)


@pytest.mark.parametrize("heard", [("sign-up", "order"), ("order", "sign-up")])
def test_of_two_words_of_one_moment_the_orders_stands_whichever_is_heard_first(maya, leo, heard):
    words = {
        "sign-up": (a_person(name="At sign-up"), Referral.Source.NAMED),
        "order": (maya, Referral.Source.LINK),
    }
    for word in heard:
        named, source = words[word]
        claim(named, leo, source=source)

    assert Referral.objects.get().referrer_id == maya.pk


def test_two_people_cannot_have_encouraged_each_other(maya, leo):
    third = a_person(name="Third")
    claim(maya, leo)
    claim(leo, third)

    with pytest.raises(CircularReferral):
        claim(third, maya)

    assert Referral.objects.count() == 2


def test_a_name_given_in_passing_never_stops_the_sale(maya):
    assert (
        claim_named(referrer_id=maya.pk, referred_id=maya.pk, tenant_id=None, evidence={}, at=NOON)
        is None
    )


def test_an_encourager_is_found_by_code_or_handle_and_by_no_phone_number(maya):
    code = give_code(person_id=maya.pk, at=NOON)

    for text in (code, code.lower(), maya.handle, f"@{maya.handle}"):
        assert [card.id for card in find_encourager(text=text)] == [maya.pk], text
    assert find_encourager(text="") == []
    assert find_encourager(text="nobody-here") == find_encourager(text="+34612345678") == []
    assert give_code(person_id=maya.pk, at=NOON) == code


def test_the_sponsor_of_a_seller_is_who_encouraged_its_owner(maya, leo, globex):
    Tenant.objects.filter(pk=globex.uuid).update(owner_id=leo.pk)
    referral = claim(maya, leo)

    with in_tenant(globex):
        assert sponsor_of_seller(tenant_id=globex.uuid) == maya.pk
        assert sponsor_of_seller(tenant_id=str(globex.uuid), at=NOON) == maya.pk
        assert sponsor_of_seller(tenant_id=globex.uuid, at=NOON + timedelta(days=365)) is None
    referral.held_at, referral.hold_reason = NOON, "same phone"
    referral.save()
    assert sponsor_of(person_id=leo.pk) is None


def test_a_referrer_sees_name_state_and_date(maya, leo):
    claim(maya, leo)

    (row,) = referrals_of(person_id=maya.pk)

    assert (row.name, row.state, row.since) == ("Leo O.", "pending", NOON)
    assert referrals_of(person_id=leo.pk) == []
