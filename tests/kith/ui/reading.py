"""Read a page as one who cannot see it does: roles, names, ids, and what is missing."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "img", "br", "hr", "path", "circle", "rect", "line"}
NAMED = {"button", "a", "summary", "legend", "caption", "label"}


class Reading(HTMLParser):
    """What a piece of markup says, and what is wrong with it."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.described: set[str] = set()
        self.faults: list[str] = []
        self._controls: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._words: list[str] = []
        self.feed(markup)
        self.close()
        self._finish()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids[named["id"]] += 1
        self._check(tag, named)
        label = named.get("aria-label", "")
        if label:
            for _, _, words in self._open:
                words.append(label)
        if tag not in VOID:
            self._open.append((tag, named, [label]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1][0] if self._open else 'nothing'}")
            return
        _, attrs, words = self._open.pop()
        if tag in NAMED and not "".join(words).strip():
            self.faults.append(f"<{tag}> has no name: {attrs}")

    def handle_data(self, text: str) -> None:
        if text.strip():
            self._words.append(text.strip())
            for _, _, words in self._open:
                words.append(text)

    def _check(self, tag: str, attrs: dict[str, str]) -> None:
        for name in attrs:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag}> has {name}=, which the policy refuses")
        if tag == "label" and "for" in attrs:
            self.labelled.add(attrs["for"])
        self.described.update(attrs.get("aria-describedby", "").split())
        self.described.update(attrs.get("aria-labelledby", "").split())
        is_control = tag in ("input", "select", "textarea") and attrs.get("type") != "hidden"
        if is_control:
            self._controls.append((tag, attrs.get("id", "")))
        if attrs.get("role") in ("img", "meter", "search") and not attrs.get("aria-label"):
            self.faults.append(f"<{tag} role={attrs['role']}> has no name")
        if tag == "progress" and not attrs.get("aria-label"):
            self.faults.append("<progress> has no name")
        if tag == "img" and "alt" not in attrs:
            self.faults.append("<img> without alt")
        if tag == "nav" and not attrs.get("aria-label"):
            self.faults.append("<nav> has no name")

    def _finish(self) -> None:
        if self._open:
            self.faults.append(f"left open: {[tag for tag, _, _ in self._open]}")
        self.faults += [f"the id {id_} stands twice" for id_, n in self.ids.items() if n > 1]
        self.faults += [
            f"<{tag} id={id_!r}> has no label"
            for tag, id_ in self._controls
            if id_ not in self.labelled
        ]
        self.faults += [f"nothing has the id {id_}" for id_ in self.described - set(self.ids)]
