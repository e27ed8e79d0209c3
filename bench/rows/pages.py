"""What tenancy adds to a request, and what the storefront's shelf costs."""

from __future__ import annotations

from collections.abc import Iterator

from bench.children import cpu, per_second
from bench.ground import OFFERS, Ground
from bench.harness import Result, beside, figure, in_turn, ratio, row

# Enough that a round is long against what disturbs it; few enough that rounds stay side by side.
QUICK, SHELF, SLOW = 300, 60, 2


@row("tenant.lookup")
def tenant_lookup(ground: Ground) -> Iterator[Result]:
    """Measure a hello and a page of one query, with tenancy and without."""
    bars = {"hello": 1.3, "query": 1.1}
    names = {"hello": "a hello", "query": f"a page of one query, {OFFERS} rows"}
    for name, bar in bars.items():
        answers = in_turn(
            {
                "ours": ground.tenancy.runs(name, QUICK),
                "mixed": ground.tenancy.runs(f"{name}.mixed", QUICK),
                "plain": ground.plain.runs(name, QUICK),
            },
            rounds=11,
        )
        ours, mixed, plain = (cpu(answers[key]) for key in ("ours", "mixed", "plain"))
        peer = beside(ours, plain, per_second=per_second(answers["plain"]))
        turns = ratio(mixed, plain)
        yield Result(
            "tenant.lookup",
            f"ms of CPU, {names[name]}",
            figure(ours, per_second=per_second(answers["ours"])),
            None,
            peer,
            "plain Django",
            f"<= {bar} x peer",
            peer["ratio"]["median"] <= bar,
            "Django's default middleware on both sides, with tenancy put into ours; "
            f"{ground.tenancy.statements(name)} statements, plain {ground.plain.statements(name)}; "
            "with another tenant at every request "
            f"{turns['median']} x ({turns['min']} to {turns['max']})",
        )


@row("page.list.uncached")
def page_list_uncached(ground: Ground) -> Iterator[Result]:
    """Measure the shelf with every cache empty, beside Oscar's list of products."""
    kith, oscar, tuned = ground.kith, ground.oscar, ground.tuned_oscar
    answers = in_turn(
        {
            "ours": kith.runs("shelf.uncached", SHELF),
            "hello": kith.runs("hello", QUICK),
            "oscar": oscar.runs("list", SLOW),
            "tuned": tuned.runs("list", SLOW),
        }
    )
    ours, shipped, tuned_cpu = (cpu(answers[key]) for key in ("ours", "oscar", "tuned"))
    peer = beside(
        ours,
        tuned_cpu,
        per_second=per_second(answers["tuned"]),
        statements=tuned.statements("list"),
        as_shipped=beside(ours, shipped, per_second=per_second(answers["oscar"])),
    )
    sent = kith.statements("shelf.uncached")
    yield Result(
        "page.list.uncached",
        f"ms of CPU, page of {OFFERS} offers",
        figure(ours, per_second=per_second(answers["ours"]), statements=sent),
        beside(ours, cpu(answers["hello"])),
        peer,
        "Oscar, tuned",
        "<= 1/12 of peer, <= 3 statements",
        peer["ratio"]["median"] <= 1 / 12 and sent <= 3,
        "whole stack, every cache emptied and the shelf changed before each page; limit is a "
        "hello through the same stack; Oscar's page shows 24 products, searching costs it "
        "nothing, its connections are kept open and its thumbnails made; as_shipped is Oscar by "
        "its own guide and sandbox, DEBUG off",
    )


@row("page.list.cached")
def page_list_cached(ground: Ground) -> Iterator[Result]:
    """Measure the shelf as a stranger gets it, unchanged since the last one looked."""
    how = "the page is kept in the process, one statement proves it true"
    yield _beside_hello(ground, "page.list.cached", "shelf.cached", 4, how)


@row("page.list.304")
def page_list_304(ground: Ground) -> Iterator[Result]:
    """Measure the answer to a browser that has the page already."""
    yield _beside_hello(ground, "page.list.304", "shelf.304", 2.5, "the tag of the page is sent")


def _beside_hello(ground: Ground, id: str, subject: str, bar: float, how: str) -> Result:
    kith, plain = ground.kith, ground.plain
    answers = in_turn(
        {
            "ours": kith.runs(subject, SHELF),
            "hello": kith.runs("hello", QUICK),
            "plain": plain.runs("hello", QUICK),
        },
        rounds=11,
    )
    ours = cpu(answers["ours"])
    limit = beside(ours, cpu(answers["hello"]), per_second=per_second(answers["hello"]))
    return Result(
        id,
        f"ms of CPU, page of {OFFERS} offers",
        figure(ours, per_second=per_second(answers["ours"]), statements=kith.statements(subject)),
        limit,
        beside(ours, cpu(answers["plain"]), per_second=per_second(answers["plain"])),
        "a hello of plain Django",
        f"<= {bar:g} x hello",
        limit["ratio"]["median"] <= bar,
        f"{how}; limit is a hello through the same stack",
    )
