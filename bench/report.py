"""The page a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.harness import Result


def page_of(results: Sequence[Result]) -> str:
    """Return the results as text: ours beside its limit and its peer, and whether the bar holds."""
    parts = []
    for result in results:
        verdict = {True: "holds", False: "MISSED", None: "no bar"}[result.holds]
        parts.append(f"{result.id}  [{result.unit}]  bar {result.bar}: {verdict}")
        lines = [("ours", result.ours), ("limit", result.limit), (result.peer_name, result.peer)]
        parts += [f"    {name:<24} {_said(shown)}" for name, shown in lines if shown]
        parts.append(f"    {result.how}\n")
    return "\n".join(parts)


def _said(shown: dict[str, Any]) -> str:
    text = f"{shown['median']:>9} ({shown['min']} to {shown['max']}, {shown['runs']} runs)"
    if "ratio" in shown:
        ours = shown["ratio"]
        text += f"; ours is {ours['median']} x ({ours['min']} to {ours['max']})"
    for name in ("per_second", "statements"):
        if name in shown:
            text += f"; {shown[name]} {name.replace('_', ' ')}"
    if "as_shipped" in shown:
        text += f"\n    {'  as shipped':<24} {_said(shown['as_shipped'])}"
    return text
