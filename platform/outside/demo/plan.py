"""
The year as it will have been: who came when, by whom, on which plan, and who left.

Everything follows from a seed and the day it ends on, so that two loads of one seed tell one
story. Times are true to the programme: an ambassador's friends stay two paid months before the
step they carry, and the shops that become operators have their hundred lines first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from random import Random

from outside.demo import cast
from outside.demo.cast import HOME, Shop
from outside.demo.names import people_of_the_town
from tenants.accounts.handles import propose_handle

DAYS, WINDOWS = 365, 12
TOWN_MAIL = "people.example"
# Runs are opened at the end of these windows; what came later waits for the demo's own staff.
RUN_WINDOWS = (7, 9, 11)
# How steeply a shop grows: the share of its customers by then is this power of the time.
STEEPNESS = 4
OWNERS_FRIENDS = 0.15
# What a plan has more of than one line; families come four times as rarely as anybody else.
LINES = {"family": 2, "big family": 4}
FAMILY_WEIGHT, OTHERS_WEIGHT = 1, 4


@dataclass(frozen=True)
class Size:
    """How many lines each part of the network opens; smaller ones fit a test."""

    name: str = "full"
    grown: int = 103
    after_promotion: int = 3
    friends: int = 16
    helped: int = 4
    walk_ins: int = 8
    small: tuple[int, ...] = (14, 11, 9, 7)
    mateo: int = 8
    shops: tuple[Shop, ...] = cast.SHOPS
    # What the ladder asks instead where the network is too small for the programme's numbers.
    asks: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """About how many numbers and SIMs the year uses up."""
        home = 2 * self.friends + 2 * self.helped + self.walk_ins + 10
        return home + 3 * (self.grown + self.after_promotion + 2) + sum(self.small) + self.mateo


FULL = Size()
# Without the history: only the lines that the waiting promotion rests on.
BARE = Size(
    name="bare",
    grown=0,
    after_promotion=0,
    walk_ins=0,
    small=(0, 0, 0, 0),
    mateo=0,
    shops=(cast.MAREA, cast.VERA_SHOP, cast.SMALL_SHOPS[0]),
)
SIZES = {size.name: size for size in (FULL, BARE)}


@dataclass(frozen=True)
class Buyer:
    """One customer of the year: when they came and by whom, what they took, when they left."""

    key: str
    shop: str
    name: str
    email: str
    plan: str
    ordered_at: datetime
    friend_of: str = ""
    is_invited: bool = False
    sim_form: str = "esim"
    ends_at: datetime | None = None
    barred_at: datetime | None = None

    @property
    def line_count(self) -> int:
        """Return how many lines they take."""
        return LINES.get(self.plan, 1)


@dataclass(frozen=True)
class GivenBack:
    """One refund: whose invoice, the first or the last one, how much of it."""

    shop: str
    window: int
    buyer: int
    is_oldest: bool
    minor: int | None
    reason: str


REFUNDS = (
    # Paid out in the first run, given back two windows later: the next run sets it off.
    GivenBack("marea", 9, 0, True, None, "The cellar has no signal, and that was the point"),
    GivenBack("vera", 7, 0, False, 300, "A week without data after the storm"),
    GivenBack("robledo", 11, 2, False, None, "Bought the larger plan twice"),
    GivenBack("nadia", 12, 0, False, 250, "The roaming did not start on the first day"),
    GivenBack(HOME, 10, 2, False, None, "Moved abroad in the middle of the month"),
)


@dataclass(frozen=True)
class Plan:
    """The whole year, before any of it has happened."""

    seed: int
    size: Size
    start: datetime
    end: datetime
    buyers: Mapping[str, tuple[Buyer, ...]]
    # Whose orders do not simply succeed, in the last days.
    odd: tuple[Buyer, ...]

    def day(self, number: float) -> datetime:
        """Return the moment that many days after the year began."""
        return self.start + timedelta(days=number)

    def window_end(self, number: int) -> datetime:
        """Return when a window closes: at night, but for the last, which ends now."""
        if number >= WINDOWS:
            return self.end
        night = self.day(DAYS * number / WINDOWS)
        return night.replace(hour=2, minute=0, second=0, microsecond=0)

    def opening_in(self, window: int) -> list[Shop]:
        """Return which shops open in one window; those of the first day in the first."""
        since, until = self.window_end(window - 1), self.window_end(window)
        return [
            shop
            for shop in self.size.shops
            if since <= self.day(shop.opens_on_day) < until
            or (window == 1 and not shop.opens_on_day)
        ]

    def orders_in(self, shop: str, window: int) -> list[Buyer]:
        """Return who orders at a shop in one window, in the order they came."""
        since, until = self.window_end(window - 1), self.window_end(window)
        return [one for one in self.buyers.get(shop, ()) if since <= one.ordered_at < until]

    def has_buyer(self, email: str) -> bool:
        """Tell whether somebody buys a line in this plan."""
        return any(buyer.email == email for buyers in self.buyers.values() for buyer in buyers)

    @cached_property
    def shops(self) -> tuple[Shop, ...]:
        """The shops that sell in this plan, the telco's own first."""
        others = (*self.size.shops, cast.MATEO_SHOP) if self.size.mateo else self.size.shops
        return (cast.HOME_SHOP, *others)


def plan_of(*, seed: int, size: Size, end: datetime) -> Plan:
    """Return the year that a seed tells, ending then."""
    start = end - timedelta(days=DAYS)
    taken = {player.name for player in cast.CAST}
    names = people_of_the_town(Random(f"{seed}:names"), taken=taken)
    draft = _Draft(seed, size, start, end, names)
    buyers = {HOME: draft.home()}
    for shop in cast.GROWN:
        buyers[shop.slug] = draft.grown(shop) if size.grown else ()
    for shop, count in zip(cast.SMALL_SHOPS, size.small, strict=True):
        buyers[shop.slug] = draft.spread(shop, count)
    buyers[cast.MATEO_SHOP.slug] = draft.spread(cast.MATEO_SHOP, size.mateo)
    return Plan(seed, size, start, end, buyers, draft.odd())


@dataclass(frozen=True)
class _Draft:
    """Draws buyers; each shop by a dice of its own, so that no shop's luck moves another's."""

    seed: int
    size: Size
    start: datetime
    end: datetime
    names: Iterator[str]

    def home(self) -> tuple[Buyer, ...]:
        """The players who climb, the friends they brought, and a few from the street."""
        chance = Random(f"{self.seed}:{HOME}")
        found = [
            self._player(cast.CARMEN.name, HOME, "plenty", 2.4),
            self._player(cast.PILAR.name, HOME, "light", 9.0),
            self._player(cast.INES.name, HOME, "usual", 20.0),
            self._player(cast.DIEGO.name, HOME, "light", 60.0),
            self._player(cast.LUCIA.name, HOME, "usual", 190.0),
        ]
        friends = self.size.friends
        # Mateo's all stay two months before the seventh window ends. Carmen's last two do so
        # after the eleventh, so that her case is a few days old.
        for whose, days in (
            (cast.MATEO.name, [*(6, 11, 17, 24), *_between(36, 166, friends - 4)]),
            (cast.CARMEN.name, [*(7, 14, 21, 30), *_between(70, 290, friends - 6), 309, 321]),
            (cast.INES.name, _between(40, 190, self.size.helped)),
            (cast.DIEGO.name, _between(90, 250, self.size.helped)),
            (cast.PILAR.name, [210, 285]),
        ):
            if whose == cast.MATEO.name:
                if not self.size.mateo:
                    continue
                found.append(self._player(whose, HOME, "usual", 1.2))
            found += [self._buyer(HOME, chance, day, friend_of=whose) for day in days]
        days = [chance.uniform(15, 350) for _ in range(self.size.walk_ins)]
        walk_ins = [self._buyer(HOME, chance, day) for day in days]
        if walk_ins:
            found += [*walk_ins, self._twin_of(walk_ins[0])]
        return _numbered(HOME, found)

    def grown(self, shop: Shop) -> tuple[Buyer, ...]:
        """Customers of a shop that grows all year, faster and faster; a few of them leave."""
        chance, count = Random(f"{self.seed}:{shop.slug}"), self.size.grown
        first, last = shop.opens_on_day + 4, shop.last_order_day
        found: list[Buyer] = []
        while (place := sum(buyer.line_count for buyer in found)) < count:
            share = ((place + 0.2 + 0.6 * chance.random()) / count) ** (1 / STEEPNESS)
            found.append(self._buyer(shop.slug, chance, first + share * (last - first), shop=shop))
        early = [at for at, buyer in enumerate(found[: count // 3]) if buyer.line_count == 1]
        leaving = chance.sample(early, k=min(2, count // 12))
        for place in leaving:
            stayed = timedelta(days=chance.uniform(70, 130))
            found[place] = self._leaving(found[place], found[place].ordered_at + stayed)
        if shop.brand:
            found += [
                self._buyer(shop.slug, chance, day, shop=shop)
                for day in _between(last + 12, DAYS - 2, self.size.after_promotion)
            ]
        if count > 20:
            middle = len(found) // 2
            found[middle] = replace(found[middle], barred_at=self.end - timedelta(days=4, hours=3))
        found.append(self._player(shop.customer, shop.slug, "usual", last - 70))
        return _numbered(shop.slug, found)

    def spread(self, shop: Shop, count: int) -> tuple[Buyer, ...]:
        """Customers of a small shop, evenly since it opened; one of ten leaves."""
        chance = Random(f"{self.seed}:{shop.slug}")
        days = _between(shop.opens_on_day + 6, DAYS - 4, count)
        found = [self._buyer(shop.slug, chance, day, shop=shop) for day in days]
        if count > 8:
            found[1] = self._leaving(found[1], found[1].ordered_at + timedelta(days=95))
        return _numbered(shop.slug, found)

    def odd(self) -> tuple[Buyer, ...]:
        """People whose orders are cancelled, fail, wait: nothing of the year hangs on them."""
        chance = Random(f"{self.seed}:odd")
        shops = (HOME, HOME, HOME, HOME, cast.MAREA.slug)
        found = [self._buyer(slug, chance, DAYS - 5, plans=("usual",)) for slug in shops]
        return tuple(
            replace(buyer, key=f"demo:odd:{number}", sim_form="esim")
            for number, buyer in enumerate(found)
        )

    def _buyer(
        self,
        slug: str,
        chance: Random,
        day: float,
        *,
        friend_of: str = "",
        shop: Shop = cast.HOME_SHOP,
        plans: tuple[str, ...] = (),
    ) -> Buyer:
        name = next(self.names)
        plans = plans or shop.plans[:5]
        weights = [FAMILY_WEIGHT if plan in LINES else OTHERS_WEIGHT for plan in plans]
        by_owner = bool(shop.owner) and chance.random() < OWNERS_FRIENDS
        return Buyer(
            key="",
            shop=slug,
            name=name,
            email=f"{propose_handle(name)}@{TOWN_MAIL}",
            plan=chance.choices(plans, weights)[0],
            ordered_at=self._waking(day, chance),
            friend_of=cast.address_of(friend_of or shop.owner) if friend_of or by_owner else "",
            is_invited=by_owner and chance.random() < 0.4,
            sim_form="physical" if chance.random() < 0.04 else "esim",
        )

    def _player(self, name: str, slug: str, plan: str, day: float) -> Buyer:
        moment = self.start + timedelta(days=day)
        return Buyer("", slug, name, cast.address_of(name), plan, moment)

    def _twin_of(self, buyer: Buyer) -> Buyer:
        """Somebody whose letters reach the mailbox of whoever encouraged them: held for staff."""
        mailbox, _, host = buyer.email.partition("@")
        later = min(buyer.ordered_at + timedelta(days=9), self.end - timedelta(days=1))
        return Buyer(
            "",
            HOME,
            next(self.names),
            f"{mailbox}+two@{host}",
            "prepaid",
            later,
            friend_of=buyer.email,
        )

    def _leaving(self, buyer: Buyer, at: datetime) -> Buyer:
        if at >= self.end:
            return buyer
        return replace(buyer, ends_at=at)

    def _waking(self, day: float, chance: Random) -> datetime:
        moment = self.start + timedelta(days=int(day))
        return moment.replace(
            hour=chance.randint(8, 21), minute=chance.randint(0, 59), second=chance.randint(0, 59)
        )


def _between(first: float, last: float, count: int) -> list[float]:
    """Return days evenly apart, the first and the last among them."""
    if count < 2:
        return [first][:count]
    return [first + (last - first) * place / (count - 1) for place in range(count)]


def _numbered(slug: str, buyers: list[Buyer]) -> tuple[Buyer, ...]:
    """Put buyers in the order they came, each with a name for ever."""
    came = sorted(buyers, key=lambda one: (one.ordered_at, one.email))
    return tuple(
        replace(buyer, key=f"demo:{slug}:{number:03d}") for number, buyer in enumerate(came)
    )
