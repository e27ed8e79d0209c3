"""Where a chart's bars, lines and ticks stand, in percent of its plot."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kith.money import Money
from kith.ui.formats import money_text, number_text

Value = float | Money
Point = tuple[str, Value]
WANTED_STEPS = 4
MOST_LABELS = 6
BAR_SHARE = 0.64
THINNEST_BAR = 0.6
# Two zeros at the end are cents; three would be the thousands of a round sum.
ZERO_CENTS = re.compile(r"[.,]00(?!\d)")
NICE_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """The values between the plot's floor and its ceiling, in even steps."""

    low: float
    high: float
    step: float

    def height(self, value: float) -> float:
        """Return how far below the ceiling a value stands."""
        return 100 - 100 * (value - self.low) / (self.high - self.low)

    def steps(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(count + 1)]


@dataclass(frozen=True)
class Mark:
    """One value: a bar of `height` under `top`, or a dot at `x` and `peak`."""

    label: str
    text: str
    compare_text: str
    x: float
    left: float
    width: float
    peak: float
    top: float
    height: float
    is_last: bool
    is_labelled: bool


@dataclass(frozen=True)
class Tick:
    text: str
    at: float


@dataclass(frozen=True)
class Plot:
    marks: list[Mark]
    ticks: list[Tick]
    line: str
    area: str
    compare_line: str
    target: float | None
    target_text: str


def plotted(
    *,
    kind: str,
    points: Sequence[Point],
    compare: Sequence[Point],
    unit: str,
    target: Value | None,
) -> Plot:
    """Return the geometry of a chart; bars start at zero, lines where the values are."""
    write = _writer(points, unit)
    values = [_number(value) for _, value in points]
    others = [_number(value) for _, value in compare]
    aims = [] if target is None else [_number(target)]
    scale = _scale([*values, *others, *aims], has_zero=kind == "bar")
    line = _path(values, scale)
    return Plot(
        marks=_marks(points, others, scale, write),
        ticks=[Tick(_short(write(value)), scale.height(value)) for value in scale.steps()],
        line=line,
        area=f"{line} V100 H{_x(0, len(values)):.2f} Z" if line else "",
        compare_line=_path(others, scale),
        target=scale.height(aims[0]) if aims else None,
        target_text=write(aims[0]) if aims else "",
    )


def _marks(
    points: Sequence[Point], others: list[float], scale: Scale, write: Callable[[float], str]
) -> list[Mark]:
    band = 100 / max(len(points), 1)
    every = math.ceil(len(points) / MOST_LABELS) or 1
    last = len(points) - 1
    ground = scale.height(min(max(0.0, scale.low), scale.high))
    marks = []
    for at, (label, amount) in enumerate(points):
        peak = scale.height(_number(amount))
        marks.append(
            Mark(
                label=label,
                text=write(_number(amount)),
                compare_text=write(others[at]) if at < len(others) else "",
                x=_x(at, len(points)),
                left=band * (at + (1 - BAR_SHARE) / 2),
                width=band * BAR_SHARE,
                peak=peak,
                top=min(peak, ground),
                height=max(abs(peak - ground), THINNEST_BAR),
                is_last=at == last,
                is_labelled=(last - at) % every == 0,
            )
        )
    return marks


def _x(at: int, count: int) -> float:
    return 100 * (at + 0.5) / count


def _path(values: list[float], scale: Scale) -> str:
    corners = (
        f"{_x(at, len(values)):.2f} {scale.height(value):.2f}" for at, value in enumerate(values)
    )
    return "M" + " L".join(corners) if values else ""


def _scale(values: list[float], *, has_zero: bool) -> Scale:
    """Return a scale of round steps that holds every value."""
    floor, ceiling = min(values, default=0), max(values, default=0)
    if has_zero:
        floor, ceiling = min(floor, 0), max(ceiling, 0)
    if floor == ceiling:
        ceiling = floor + 1
    rough = (ceiling - floor) / WANTED_STEPS
    power = 10 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in NICE_STEPS if nice * power >= rough)
    return Scale(math.floor(floor / step) * step, math.ceil(ceiling / step) * step, step)


def _short(text: str) -> str:
    """Return a tick without decimals that are all zero."""
    return ZERO_CENTS.sub("", text)


def _number(value: Value) -> float:
    return float(value.to_decimal()) if isinstance(value, Money) else float(value)


def _writer(points: Sequence[Point], unit: str) -> Callable[[float], str]:
    """Return how to write a value: with its currency, or with the unit."""
    amounts = [value for _, value in points if isinstance(value, Money)]
    if amounts:
        currency = amounts[0].currency
        return lambda value: money_text(
            Money.from_decimal(str(round(Decimal(str(value)), 2)), currency)
        )
    gap = "\N{NO-BREAK SPACE}" if unit else ""
    return lambda value: f"{number_text(round(value, 6))}{gap}{unit}"
