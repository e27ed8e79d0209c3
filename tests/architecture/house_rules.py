"""
The rules of docs/house-style.md that a machine can hold, each a function from source to findings.

`test_house_rules.py` shows a good and a bad sample of each, then runs them over the project.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "platform/config",
    "platform/faces",
    "platform/kith",
    "tenants",
    "catalog",
    "billing",
    "ambassadors",
)

CONTEXTS = ("tenants.", "catalog.", "billing.", "ambassadors.", "faces.")

APPS = {path.parent.name for path in ROOT.glob("*/*/apps.py")}
NAMED_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|ON)\s+([a-z]+_\w+)", re.IGNORECASE)

FILE_LINES = 400
FUNCTION_LINES = 70

EMPTY_WORDS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "service",
    "services",
    "data",
    "info",
    "process",
    "handle",
    "do",
}
# By what a use-case asks the processor and the network.
VENDORS = {"gateway", "network_port", "carry"}
WRITES = {
    "save",
    "delete",
    "update",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}
# Where the world comes in: people, programs, the queue, and the frameworks that call us.
DOORS = {
    "web",
    "api",
    "tasks",
    "tasks.py",
    "admin.py",
    "management",
    "middleware.py",
    "adapter.py",
    "sessions.py",
    "gateway",
}


@dataclass(frozen=True)
class Source:
    """One file of Python, read once."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).parts

    @property
    def is_kith(self) -> bool:
        return self.path.startswith(("platform/kith", "platform/config"))

    @property
    def is_door(self) -> bool:
        return bool(DOORS & set(self.parts))


def project_sources(*folders: str) -> Iterator[Source]:
    """Yield every file of Python in these folders, migrations left out."""
    for folder in folders or SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield Source(str(path.relative_to(ROOT)), path.read_text())


def too_long(source: Source) -> Iterator[str]:
    """A file fits in 400 lines, a function in 70."""
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield f"{source.path}: {lines} lines, at most {FILE_LINES}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{source.path}:{node.lineno}: {node.name} has {length} lines"


def empty_names(source: Source) -> Iterator[str]:
    """Modules, classes, functions and their arguments are named by what they mean."""
    stem = Path(source.path).stem
    if stem in EMPTY_WORDS:
        yield f"{source.path}: a module named {stem}"
    frameworks = set(_names_given_by_frameworks(source.tree))
    for node in ast.walk(source.tree):
        match node:
            case ast.ClassDef():
                if node.name.endswith(("Manager", "Service", "Helper", "Utils")):
                    yield f"{source.path}:{node.lineno}: a class named {node.name}"
            case ast.FunctionDef() if node not in frameworks:
                for name in [node.name.lstrip("_").split("_")[0], *_arguments(node)]:
                    if name in EMPTY_WORDS and not _is_a_persons_handle(name, source):
                        yield f"{source.path}:{node.lineno}: {node.name} has the word {name}"


def _names_given_by_frameworks(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Methods of a class that has a base may be somebody else's names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.bases:
            yield from (each for each in node.body if isinstance(each, ast.FunctionDef))


def _arguments(node: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]]


def _is_a_persons_handle(name: str, source: Source) -> bool:
    return name == "handle" and source.path.startswith(("tenants/accounts", "ambassadors"))


def clock_read_inside(source: Source) -> Iterator[str]:
    """Only doors read the clock; a use-case is told the time."""
    if source.is_kith or source.is_door:
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="timezone"), attr="now")):
                yield f"{source.path}:{node.lineno}: timezone.now()"
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="datetime" | "date"), attr="now" | "today" | "utcnow"
                )
            ):
                yield f"{source.path}:{node.lineno}: reads the clock"


def walks_round_the_wall(source: Source) -> Iterator[str]:
    """Nobody but kith holds the connection, chooses a schema or a database, or writes raw SQL."""
    if source.is_kith:
        return
    if Path(source.path).name.startswith("sql_"):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.ImportFrom(module="django.db", names=names):
                for name in names:
                    if name.name in ("connection", "connections"):
                        yield f"{source.path}:{node.lineno}: imports {name.name}"
            case ast.ImportFrom(module=str(module)) if module.startswith("django_tenants.utils"):
                yield f"{source.path}:{node.lineno}: imports {module}"
            case ast.Call(func=ast.Attribute(attr="using" | "raw" as attr, value=value)) if (
                not isinstance(value, ast.Name) or value.id != "hashlib"
            ):
                yield f"{source.path}:{node.lineno}: calls .{attr}("
            case ast.Call(func=ast.Name(id="RawSQL")):
                yield f"{source.path}:{node.lineno}: writes raw SQL"


def hidden_arrows(source: Source) -> Iterator[str]:
    """No signals, no threads, no task queued past the outbox."""
    if source.is_kith:
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module in (
                "django.dispatch",
                "django.db.models.signals",
            ):
                yield f"{source.path}:{node.lineno}: imports {module}"
            case ast.Import(names=names) if any(name.name == "threading" for name in names):
                yield f"{source.path}:{node.lineno}: imports threading"
            case ast.Call(func=ast.Attribute(attr="delay" | "apply_async" as attr)) if (
                Path(source.path).name != "tasks.py"
            ):
                yield f"{source.path}:{node.lineno}: queues a task by .{attr}("
            case ast.AsyncFunctionDef():
                yield f"{source.path}:{node.lineno}: {node.name} is async"


def mail_past_the_letterhead(source: Source) -> Iterator[str]:
    """A mail is declared, and sent by `kith.mail`: in the shop's name, with a way to answer."""
    if source.is_kith:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.core.mail"):
            yield f"{source.path}:{node.lineno}: imports {node.module}"


def positional_use_case(source: Source) -> Iterator[str]:
    """A use-case file holds one public function of its own name, with keyword-only arguments."""
    path = Path(source.path)
    if path.parent.name != "usecases" or path.name == "__init__.py":
        return
    functions = {
        node.name: node
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    if path.stem not in functions:
        yield f"{source.path}: holds no function {path.stem}"
    for name, node in functions.items():
        if name != path.stem:
            yield f"{source.path}:{node.lineno}: a second public function, {name}"
        if node.args.args or node.args.posonlyargs:
            yield f"{source.path}:{node.lineno}: {name} takes positional arguments"


def writes_in_pieces(source: Source) -> Iterator[str]:
    """
    A use-case that writes more than once does so in a transaction.

    Its own, or, where it posts a letter, its caller's: outside of one nothing can be posted.
    """
    if Path(source.path).parent.name != "usecases":
        return
    names = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(source.tree)}
    if names & {"atomic", "in_one_go", "publish", "publish_many"}:
        return
    writes = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]
    if len(writes) > 1:
        yield f"{source.path}:{writes[1].lineno}: a second write, in no transaction"


def asks_inside_a_transaction(source: Source) -> Iterator[str]:
    """A use-case that asks a vendor says that it is called outside a transaction."""
    path = Path(source.path)
    imported = {name.name for node in _imports(source.tree) for name in node.names}
    if path.parent.name != "usecases" or not imported & VENDORS:
        return
    # What was signed is read here; nobody is asked.
    if "gateway().read_webhook(" in source.text:
        return
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == path.stem:
            if "outside" not in (ast.get_docstring(node) or "").lower():
                yield f"{source.path}:{node.lineno}: {node.name} asks a vendor and does not say so"
            if any("atomic" in ast.unparse(each) for each in node.decorator_list):
                yield f"{source.path}:{node.lineno}: {node.name} asks a vendor in a transaction"


def reaches_into_another_app(source: Source) -> Iterator[str]:
    """An app's tables and pages are its own; others ask its queries, use-cases and questions."""
    if source.is_kith:
        return
    home = source.parts[1:3] if source.parts[0] == "platform" else source.parts[:2]
    for node in _imports(source.tree):
        module, names = node.module or "", [name.name for name in node.names]
        if not module.startswith(CONTEXTS) or tuple(module.split(".")[:2]) == home:
            continue
        for part in {*module.split(".")[2:], *names}:
            # SQL may be put together of what another app exports as SQL.
            is_fragment = part.startswith("sql_") and Path(source.path).name.startswith("sql_")
            if part in ("models", "web") or (part.startswith("sql_") and not is_fragment):
                yield f"{source.path}:{node.lineno}: imports {part} of {module}"


def reads_anothers_tables(source: Source) -> Iterator[str]:
    """SQL names its own app's tables; what others may read they export as SQL of their own."""
    if not Path(source.path).name.startswith("sql_"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for table in NAMED_TABLE.findall(node.value):
                app = table.split("_")[0].lower()
                if app in APPS and app != source.parts[1]:
                    yield f"{source.path}:{node.lineno}: reads {table}"


def day_of_no_place(source: Source) -> Iterator[str]:
    """Which day a moment has is asked of `day_here`; `.date()` of it is the day in Greenwich."""
    if source.is_kith:
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=moment, attr="date"), args=[]):
                name = getattr(moment, "attr", getattr(moment, "id", ""))
                if name == "at" or name.endswith("_at"):
                    yield f"{source.path}:{node.lineno}: {name}.date()"


def text_kept_as_it_came(source: Source) -> Iterator[str]:
    """What people type is read by `kith.visible`, at whichever door: it is kept as it is seen."""
    if source.path == "platform/kith/visible.py":
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="forms"), attr=attr)) if attr in (
                "CharField",
                "RegexField",
                "EmailField",
                "SlugField",
                "URLField",
            ):
                yield f"{source.path}:{node.lineno}: asks by forms.{attr}"


def _imports(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """Yield what is imported when the program runs, not what only its types name."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.ImportFrom():
                yield node
            case _:
                yield from _imports(node)


RULES = (
    too_long,
    empty_names,
    clock_read_inside,
    walks_round_the_wall,
    hidden_arrows,
    mail_past_the_letterhead,
    positional_use_case,
    writes_in_pieces,
    asks_inside_a_transaction,
    reaches_into_another_app,
    reads_anothers_tables,
    day_of_no_place,
    text_kept_as_it_came,
)
