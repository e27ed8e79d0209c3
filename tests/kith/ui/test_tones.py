"""A badge's colour says how urgent it is: one word is never said in two of them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
IN_A_TEMPLATE = re.compile(
    r'(?:badge|text)=_\("(?P<word>[^"]+)"\)(?: (?:badge_)?tone="(?P<tone>\w+)")?'
)
BADGES = re.compile(r"{% (?:entry|badge) [^%]*%}")


def _said_in_python() -> Iterator[tuple[str, str]]:
    for folder in ("platform", "tenants", "catalog", "billing", "ambassadors"):
        for path in (ROOT / folder).rglob("web/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Tagged":
                    word, *tone = [*node.args, *(keyword.value for keyword in node.keywords)]
                    if not tone or isinstance(tone[0], ast.Constant):
                        yield _word(word), tone[0].value if tone else "plain"


def _word(node: ast.expr) -> str:
    """Return what is translated, or the code where the word is a variable."""
    last = node.args[-1] if isinstance(node, ast.Call) and node.args else None
    return last.value if isinstance(last, ast.Constant) else ast.unparse(node)


def _said_in_templates() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "templates").rglob("*.html"):
        for tag in BADGES.findall(path.read_text()):
            for found in IN_A_TEMPLATE.finditer(tag):
                if found["word"] and ("badge=" in found[0] or tag.startswith("{% badge")):
                    yield found["word"], found["tone"] or "plain"


def test_one_word_has_one_tone_wherever_it_is_said():
    tones = defaultdict(set)
    for word, tone in [*_said_in_python(), *_said_in_templates()]:
        tones[word.lower()].add(tone)

    assert len(tones) > 40
    assert {word: found for word, found in tones.items() if len(found) > 1} == {}
