"""
Twelve months of a small network, one window after the other.

In each window the shops live by themselves (`shops`, in `lanes`); at its end the network looks at
all of them: everyone is assessed, people decide, and three times a run pays what is due.

Meanwhile the demo is open. Whoever visits it acts today, after the year's end, and is no part of
it: the year lives by its plan, and each of its steps by the time it had. What is scheduled by the
clock (renewals, dunning, assessments) begins when the year is over, since before that every line is
months late.

Letters. Every use-case posts its letters as ever, and the relay of a running Kith would wake their
reactions: thousands of them, with a mail to each buyer. What those reactions do is done here
directly, with the times it had (`done_already`): the relay passes those letters by. Only what
happens in the last minutes wakes the worker, which carries it on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings

from ambassadors.circle.usecases.invite_friend import invite_friend
from ambassadors.program.usecases.enter_ladder import enter_ladder
from ambassadors.referral.usecases.claim_referral import claim_referral
from ambassadors.referral.usecases.give_code import give_code
from billing.settlement.models import Payee
from kith.outbox.publish import done_already
from kith.wall import in_public, in_tenant
from outside.demo import cast, oddities, transfers
from outside.demo.arrivals import some_arrive
from outside.demo.cast import HOME, Shop
from outside.demo.climbing import approve, assess, person_id, question_candidate, take_brand
from outside.demo.ground import open_shop
from outside.demo.lanes import Lanes, Stage
from outside.demo.once import is_done, note_done, once
from outside.demo.plan import RUN_WINDOWS, WINDOWS, Plan
from outside.demo.selling import place
from outside.demo.settling import open_account, settle
from outside.demo.shops import shop_ref
from outside.demo.upgrading import upgrade_one
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.grant_role import grant_role
from tenants.registry.models import Tenant
from tenants.registry.usecases.promote_to_operator import promote_to_operator

TO_ACCOUNT = timedelta(days=9)
AFTER_APPROVAL = timedelta(hours=32)
MATEO_WINDOW = 7
# Whom the owners have invited and who has not come yet.
OPEN_INVITATIONS = {"vera": ("Amparo", "Juanjo", "the baker's son"), "nadia": ("Yasmin", "Lea")}


def tell_history(
    *,
    lanes: Lanes,
    each_window: Callable[[], None],
    lived: Callable[[int], None],
) -> None:
    """
    Let the year happen, window after window; whoever was ended goes on where it stands.

    `lived` is told how many windows are over, each time one is.
    """
    stage = lanes.stage
    with done_already():
        for window in range(1, WINDOWS + 1):
            if not is_done(_of(window)):
                _live(window, lanes, each_window)
                note_done(_of(window))
                lived(window)
        once("end", lambda: _end(stage))
        each_window()
    _happen_lately(stage)


def open_shops(stage: Stage, *, window: int) -> None:
    """Open the shops whose day falls into a window."""
    for shop in stage.plan.opening_in(window):
        once(f"{_of(window)}:{shop.slug}:opened", partial(_open, shop, stage))


def _of(window: int) -> str:
    return f"{window:02}"


def _live(window: int, lanes: Lanes, each_window: Callable[[], None]) -> None:
    stage, plan = lanes.stage, lanes.stage.plan
    here, at = _of(window), plan.window_end(window)
    open_shops(stage, window=window)
    if not is_done(f"{here}:lived"):
        lanes.live_through(slugs=_standing(plan), window=window)
        note_done(f"{here}:lived")
    each_window()
    once(f"{here}:assessed", lambda: assess(at=at))
    once(f"{here}:promoted", lambda: _promote(stage, window))
    if window in RUN_WINDOWS:
        once(f"{here}:settled", lambda: _settle(stage, at + timedelta(hours=6)))


def _standing(plan: Plan) -> list[str]:
    """Return which shops of the plan there are by now."""
    slugs = [shop.slug for shop in plan.shops]
    with in_public():
        return list(Tenant.objects.filter(slug__in=slugs).values_list("slug", flat=True))


def _settle(stage: Stage, at: datetime) -> None:
    settle(
        at=at,
        by=person_id(cast.FELIX.name),
        approvers=[person_id(one.name) for one in (cast.ADA, cast.OMAR)],
        processor=stage.processor,
    )


def _end(stage: Stage) -> None:
    plan = stage.plan
    if cast.VERA_SHOP in plan.size.shops:
        question_candidate(name=cast.VERA.name, at=plan.end + timedelta(minutes=1))
    _give_codes(plan)


def _open(shop: Shop, stage: Stage) -> None:
    """Open a shop: its owner's step, its sponsor, its payout account."""
    plan = stage.plan
    begins, owner = plan.day(shop.opens_on_day), person_id(shop.owner)
    # Nobody stands on the step of reseller for longer than there is a shop of theirs.
    at = begins - timedelta(days=shop.stood_days)
    with in_public():
        enter_ladder(person_id=owner, tier_code="reseller", at=at)
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
        _raise_by_hand(shop, begins + timedelta(days=300))


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


def _promote(stage: Stage, window: int) -> None:
    """Decide the cases this window's end brought; a shop may open by it."""
    plan, at = stage.plan, stage.plan.window_end(window)
    for shop in plan.size.shops:
        if shop.promoted_on_window == window and approve(name=shop.owner, at=at):
            take_brand(shop=shop, at=at + AFTER_APPROVAL)
    if window == MATEO_WINDOW and plan.size.mateo and approve(name=cast.MATEO.name, at=at):
        shop = cast.MATEO_SHOP
        opened = at + timedelta(hours=10)
        tenant = open_shop(shop, factor=_factor(shop), at=opened)
        _open_account(stage, Payee.TENANT, tenant.uuid, shop.owner, opened + TO_ACCOUNT)


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


def _happen_lately(stage: Stage) -> None:
    """Bring an order into every state there is; the last one is still under way."""
    with done_already():
        once("lately", lambda: _happened(stage))
    # Where nobody is who could send this refund its letters are no use.
    with nullcontext() if settings.STRIPE_API_BASE else done_already():
        once("just now", lambda: _failed(stage))


def _happened(stage: Stage) -> None:
    plan, odd = stage.plan, stage.plan.odd
    for shop in plan.size.shops:
        with in_tenant(shop_ref(shop.slug)):
            for number, name in enumerate(OPEN_INVITATIONS.get(shop.slug, ()), start=1):
                invite_friend(name=name, at=plan.end - timedelta(days=2 * number))
    outside: dict[str, Any] = {"processor": stage.processor, "network": stage.network}
    felix = person_id(cast.FELIX.name)
    with in_tenant(shop_ref(HOME)):
        oddities.cancelled(buyer=odd[0], at=plan.end - timedelta(days=3, hours=2))
        oddities.refunded(buyer=odd[1], at=plan.end - timedelta(minutes=110), **outside)
        upgrade_one(
            buyers=plan.buyers.get(HOME, ()),
            at=plan.end - timedelta(minutes=80),
            processor=stage.processor,
        )
        oddities.by_hand(buyer=odd[2], at=plan.end - timedelta(minutes=50), **outside)
        place(buyer=odd[3], at=plan.end - timedelta(minutes=12))
        transfers.arrive(by=felix, at=plan.end - timedelta(minutes=40))
        some_arrive(at=plan.end)


def _failed(stage: Stage) -> None:
    with in_tenant(shop_ref(cast.MAREA.slug)):
        oddities.failed(
            buyer=stage.plan.odd[4],
            at=stage.plan.end - timedelta(minutes=4),
            processor=stage.processor,
            network=stage.network,
        )
