"""
Twelve months of a small network, one window after the other.

In each window the shops live by themselves (`shops`, in `lanes`); at its end the network looks at
all of them: everyone is assessed, people decide, and three times a run pays what is due.

Letters. Every use-case posts its letters as ever, and the relay of a running Kith would wake their
reactions: thousands of them, with a mail to each buyer. What those reactions do is done here
directly, with the times it had, so the letters are marked as sorted (`hush`): the relay passes
them by. Only what happens in the last minutes keeps its letters, and is carried on by the worker
as soon as the demo runs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from ambassadors.circle.usecases.invite_friend import invite_friend
from ambassadors.program.usecases.enter_ladder import enter_ladder
from ambassadors.referral.usecases.claim_referral import claim_referral
from ambassadors.referral.usecases.give_code import give_code
from billing.settlement.models import Payee
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant
from outside.demo import cast, oddities
from outside.demo.cast import HOME, Shop
from outside.demo.climbing import approve, assess, person_id, question_candidate, take_brand
from outside.demo.ground import open_shop
from outside.demo.lanes import Lanes, Stage
from outside.demo.plan import RUN_WINDOWS, WINDOWS, Plan
from outside.demo.selling import place
from outside.demo.settling import open_account, settle
from outside.demo.shops import shop_ref
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.grant_role import grant_role
from tenants.registry.usecases.promote_to_operator import promote_to_operator

TO_ACCOUNT = timedelta(days=9)
AFTER_APPROVAL = timedelta(hours=32)
MATEO_WINDOW = 7
# Whom the owners have invited and who has not come yet.
OPEN_INVITATIONS = {"vera": ("Amparo", "Juanjo", "the baker's son"), "nadia": ("Yasmin", "Lea")}


def tell_history(*, lanes: Lanes, began: datetime, each_window: Callable[[], None]) -> None:
    """Let the year happen, window after window; letters posted since `began` wake nobody."""
    stage = lanes.stage
    plan, open_slugs = stage.plan, [HOME]
    for window in range(1, WINDOWS + 1):
        for shop in _opening(plan, window):
            _open(shop, stage)
            open_slugs.append(shop.slug)
        lanes.live_through(slugs=open_slugs, window=window)
        each_window()
        at = plan.window_end(window)
        assess(at=at)
        open_slugs += _promote(stage, window)
        if window in RUN_WINDOWS:
            settle(
                at=at + timedelta(hours=6),
                by=person_id(cast.FELIX.name),
                approvers=[person_id(cast.ADA.name)],
                processor=stage.processor,
            )
        hush(since=began)
    if cast.VERA_SHOP in plan.size.shops:
        question_candidate(name=cast.VERA.name, at=plan.end + timedelta(minutes=1))
    _give_codes(plan)
    each_window()
    _happen_lately(stage, began)


def hush(*, since: datetime) -> None:
    """
    Mark every letter posted since then as sorted: what it would cause was done already.

    What is meant for a day to come is left: it happens when that day comes.
    """
    now = timezone.now()
    with in_public():
        waiting = Letter.objects.filter(sorted_at=None, posted_at__gte=since)
        waiting.exclude(available_at__gt=now).update(sorted_at=now)


def _opening(plan: Plan, window: int) -> list[Shop]:
    since, until = plan.window_end(window - 1), plan.window_end(window)
    return [
        shop
        for shop in plan.size.shops
        if since <= plan.day(shop.opens_on_day) < until or (window == 1 and not shop.opens_on_day)
    ]


def _open(shop: Shop, stage: Stage) -> None:
    """Open a shop: its owner's step, its sponsor, its payout account."""
    plan = stage.plan
    at, owner = plan.day(shop.opens_on_day), person_id(shop.owner)
    with in_public():
        since = at - timedelta(days=shop.stood_days)
        enter_ladder(person_id=owner, tier_code="reseller", at=since)
        if shop.sponsor:
            claim_referral(
                referrer_id=person_id(shop.sponsor),
                referred_id=owner,
                tenant_id=None,
                evidence={"said_at": "the first visit of the field team"},
                at=at - timedelta(days=2),
            )
    tenant = open_shop(shop, factor=_factor(shop), at=at)
    if shop.is_paid_out:
        _open_account(stage, Payee.TENANT, tenant.uuid, shop.owner, at + TO_ACCOUNT)
    if shop.sponsor:
        sponsor = person_id(shop.sponsor)
        _open_account(stage, Payee.PERSON, sponsor, shop.sponsor, at + TO_ACCOUNT)
    if shop.brand and not plan.size.grown:
        _raise_by_hand(shop, at + timedelta(days=300))


def _open_account(stage: Stage, kind: str, ref: UUID, owner: str, at: datetime) -> None:
    open_account(
        party_kind=kind,
        party_ref=ref,
        email=cast.address_of(owner),
        at=at,
        processor=stage.processor,
    )


def _factor(shop: Shop) -> int:
    """Each shop has prices of its own, a little beside the list."""
    return 96 + sum(map(ord, shop.slug)) % 5 * 4


def _promote(stage: Stage, window: int) -> list[str]:
    """Decide the cases this window's end brought; returns the shops that opened by it."""
    plan, at = stage.plan, stage.plan.window_end(window)
    for shop in plan.size.shops:
        if shop.promoted_on_window == window and approve(name=shop.owner, at=at):
            take_brand(shop=shop, at=at + AFTER_APPROVAL)
    if window == MATEO_WINDOW and plan.size.mateo and approve(name=cast.MATEO.name, at=at):
        shop = cast.MATEO_SHOP
        opened = at + timedelta(hours=10)
        tenant = open_shop(shop, factor=_factor(shop), at=opened)
        _open_account(stage, Payee.TENANT, tenant.uuid, shop.owner, opened + TO_ACCOUNT)
        return [shop.slug]
    return []


def _raise_by_hand(shop: Shop, at: datetime) -> None:
    """Without a history nobody earned the step: the telco made an agreement."""
    tenant, owner = shop_ref(shop.slug), person_id(shop.owner)
    promote_to_operator(tenant_id=tenant.uuid, at=at)
    grant_role(person_id=owner, role="operator", tenant_id=tenant.uuid, granted_by=None, at=at)
    end_role(person_id=owner, role="reseller", tenant_id=tenant.uuid, ended_by=None, at=at)
    with in_public():
        enter_ladder(person_id=owner, tier_code="operator", at=at)
    take_brand(shop=shop, at=at + timedelta(hours=1))


def _give_codes(plan: Plan) -> None:
    """Give those who climb the word that others name them by."""
    names = {shop.owner for shop in plan.shops if shop.owner}
    climbing = {one.name for one in cast.AMBITIOUS if plan.has_buyer(one.email)}
    for name in sorted(names | climbing):
        give_code(person_id=person_id(name), at=plan.start)


def _happen_lately(stage: Stage, began: datetime) -> None:
    """Bring an order into every state there is; the last one is still under way."""
    plan, odd = stage.plan, stage.plan.odd
    for shop in plan.size.shops:
        with in_tenant(shop_ref(shop.slug)):
            for number, name in enumerate(OPEN_INVITATIONS.get(shop.slug, ()), start=1):
                invite_friend(name=name, at=plan.end - timedelta(days=2 * number))
    outside: dict[str, Any] = {"processor": stage.processor, "network": stage.network}
    with in_tenant(shop_ref(HOME)):
        oddities.cancelled(buyer=odd[0], at=plan.end - timedelta(days=3, hours=2))
        oddities.refunded(buyer=odd[1], at=plan.end - timedelta(minutes=110), **outside)
        oddities.by_hand(buyer=odd[2], at=plan.end - timedelta(minutes=50), **outside)
        place(buyer=odd[3], at=plan.end - timedelta(minutes=12))
    if not settings.STRIPE_API_BASE:
        # Nobody is there who could send this refund: its letters are no use.
        _fail_lately(stage, outside)
        hush(since=began)
        return
    hush(since=began)
    _fail_lately(stage, outside)


def _fail_lately(stage: Stage, outside: dict[str, Any]) -> None:
    with in_tenant(shop_ref(cast.MAREA.slug)):
        at = stage.plan.end - timedelta(minutes=4)
        oddities.failed(buyer=stage.plan.odd[4], at=at, **outside)
