"""
Draws docs/map.md from the source: which app stands where, what it can do, whom it imports; and
docs/events.md: what each app says, what that carries, and what happens then.

Neither is ever committed, so no two changes meet in it. What the source does not say, and the map
would miss, is a fault: the map is drawn all the same, and the exit code tells.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAP = ROOT / "docs" / "map.md"
EVENTS = ROOT / "docs" / "events.md"
CONTEXTS = ("faces", "ambassadors", "billing", "catalog", "tenants")

HEAD = """# Map

Drawn from the source by `make map`.

    outside > config > faces > ambassadors > billing > catalog > tenants > kith

A context imports only what stands to its right. Arrows that must point the other way are events
and questions, and stand in one table: `platform/config/wiring.py`, with `wiring_people.py` and
`wiring_lines.py` in it.
`docs/events.md` says what each event carries and what happens then.
"""

EVENTS_HEAD = """# Events

Drawn from the source by `make map`: what each app says, what that carries, and which use-cases
react. Each reaction is delivered for itself, in any order, until it is done.
"""


def draw() -> str:
    """Return the whole map as Markdown."""
    apps = all_apps()
    sides = _sides()
    lines = [HEAD]
    for context in CONTEXTS:
        lines += [f"## {context}", "", _first_line(_folder(context) / "__init__.py"), ""]
        for app in (app for app in apps if app.startswith(f"{context}.")):
            folder = _folder(app)
            lines += [f"### {app}", "", _first_line(folder / "__init__.py"), ""]
            lines += [f"- stands: {sides.get(app, 'no tables')}"]
            lines += _listed("does", _use_cases(folder))
            lines += _listed("answers", _queries(folder))
            lines += _listed("says", [name for _, name, _ in _events(folder)])
            lines += _listed("imports", _imports(app, folder, apps))
            lines += [""]
    lines += ["## kith", "", "Mechanisms without business words.", ""]
    lines += _modules_of(ROOT / "platform/kith")
    lines += ["", "## outside", "", _first_line(ROOT / "platform/outside/__init__.py"), ""]
    lines += _modules_of(ROOT / "platform/outside")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def faults() -> list[str]:
    """Return what the map misses because the source does not say it."""
    places = [*CONTEXTS, *all_apps()]
    mute = [place for place in places if not _first_line(_folder(place) / "__init__.py")]
    return [f"{place}/__init__.py does not say what stands there" for place in mute]


def all_apps() -> list[str]:
    return [app for context in CONTEXTS for app in _apps(context)]


def _folder(app: str) -> Path:
    """Return where a context or an app stands: at the top, or under platform/."""
    path = app.replace(".", "/")
    return ROOT / path if (ROOT / path).exists() else ROOT / "platform" / path


def _apps(context: str) -> list[str]:
    folders = _folder(context).iterdir()
    return sorted(
        f"{context}.{folder.name}" for folder in folders if (folder / "__init__.py").exists()
    )


def _sides() -> dict[str, str]:
    """Read the one table of the wall; `BOTH` is a name there, so are the others."""
    tree = ast.parse((ROOT / "platform/config/settings/wall.py").read_text())
    words = {"PUBLIC": "public", "TENANT": "tenant", "BOTH": "both sides"}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="WALL")], value=ast.Dict(keys=keys, values=sides)):
                pairs = zip(keys, sides, strict=True)
                return {key.value: words[side.id] for key, side in pairs}
    return {}


def _use_cases(folder: Path) -> list[str]:
    return sorted(f.stem for f in (folder / "usecases").glob("*.py") if not f.stem.startswith("_"))


def _queries(folder: Path) -> list[str]:
    """Return what an app answers: by `queries.py`, or by a package of that name."""
    package = sorted((folder / "queries").glob("*.py"))
    return sorted(name for path in package or [folder / "queries.py"] for name in _functions(path))


def _functions(path: Path) -> list[str]:
    if not path.exists():
        return []
    body = ast.parse(path.read_text()).body
    names = (node.name for node in body if isinstance(node, ast.FunctionDef))
    return sorted(name for name in names if not name.startswith("_"))


def _events(folder: Path) -> list[tuple[str, str, ast.ClassDef]]:
    """Return the events an app says: its class, its name, and how it is written."""
    path = folder / "events.py"
    found = []
    for node in ast.parse(path.read_text()).body if path.exists() else ():
        match node:
            case ast.ClassDef(keywords=[ast.keyword(arg="name", value=ast.Constant(value=name))]):
                found.append((node.name, name, node))
    return sorted(found, key=lambda one: one[1])


def draw_events() -> str:
    """Return the catalogue of events as Markdown."""
    then = (
        _wired("wiring", "REACTIONS")
        | _wired("wiring_people", "PEOPLE")
        | _wired("wiring_lines", "LINES")
    )
    unheard = _wired("unheard", "UNHEARD")
    lines = [EVENTS_HEAD]
    for app in all_apps():
        events = _events(_folder(app))
        lines += [f"## {app}", ""] if events else []
        for event, name, node in events:
            about = " ".join((ast.get_docstring(node) or "").split())
            carries = [ast.unparse(one) for one in node.body if isinstance(one, ast.AnnAssign)]
            lines += [f"### {name}", "", about, "", *_listed("carries", carries)]
            lines += _listed("then", then.get(event, []))
            lines += [f"- nobody here reacts: {why}" for why in unheard.get(event, [])]
            lines += [""]
    return "\n".join(lines).strip() + "\n"


@cache
def _wired(file: str, table: str) -> dict[str, list[str]]:
    """Read one table of `config/`: what it says of each event's class."""
    tree = ast.parse((ROOT / f"platform/config/{file}.py").read_text())
    words = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys, values)):
                if name == table:
                    pairs = zip(keys, values, strict=True)
                    # `**PEOPLE` is read where it stands.
                    said = (pair for pair in pairs if pair[0] is not None)
                    return {_class_of(key): _said_of(value, words) for key, value in said}
    return {}


def _class_of(key: ast.expr) -> str:
    """Return the name of an event's class, imported by itself or with its module."""
    return key.attr if isinstance(key, ast.Attribute) else key.id


def _said_of(value: ast.expr, words: dict[str, str]) -> list[str]:
    match value:
        case ast.List(elts):
            return [_use_case(one) for one in elts]
        case ast.Name(id=name):
            return [words[name]]
    raise TypeError(f"the wiring says {ast.unparse(value)} of an event")


def _use_case(wired: ast.expr) -> str:
    """Return the name of a use-case, whether it stands alone or in `calling(...)`."""
    return _use_case(wired.args[0]) if isinstance(wired, ast.Call) else wired.id


def _imports(app: str, folder: Path, apps: list[str]) -> list[str]:
    found = set()
    for path in _sources(folder):
        for node in ast.walk(ast.parse(path.read_text())):
            for module in _modules(node):
                found |= {other for other in apps if f"{module}.".startswith(f"{other}.")}
    return sorted(found - {app})


def _modules(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom(module=str(module), level=0):
            return [f"{module}.{name.name}" for name in node.names]
        case ast.Import():
            return [name.name for name in node.names]
    return []


def _modules_of(folder: Path) -> list[str]:
    rows = defaultdict(str)
    for path in sorted(folder.iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            rows[path.stem] = _first_line(path)
        elif (path / "__init__.py").exists():
            rows[path.name] = _first_line(path / "__init__.py")
    return [f"- **{name}**: {about}" if about else f"- **{name}**" for name, about in rows.items()]


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def _first_line(path: Path) -> str:
    about = ast.get_docstring(ast.parse(path.read_text())) if path.exists() else None
    return " ".join((about or "").split("\n\n")[0].split())


def _listed(word: str, names: list[str]) -> list[str]:
    return [f"- {word}: {', '.join(f'`{name}`' for name in names)}"] if names else []


def main() -> None:
    """Write the map and the events, and name what the map misses."""
    MAP.write_text(draw())
    EVENTS.write_text(draw_events())
    if missed := faults():
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
