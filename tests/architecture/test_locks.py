"""docs/locks.md says who takes which lock: all of them, and none that is gone."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.house_rules import ROOT, Source, project_sources

PAGE = (ROOT / "docs" / "locks.md").read_text()
TABLES = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))
TAKES = {"locked", "select_for_update"}
SAYS = re.compile(r"FOR (NO KEY )?UPDATE|FOR SHARE|LOCK TABLE|pg_(try_)?advisory_(xact_)?lock\b")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def takers(source: Source) -> Iterator[str]:
    """The functions of a file that take a lock themselves, in Python or by a statement."""
    statements = {
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign) and any(_says(part) for part in ast.walk(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(source.tree):
        if isinstance(function, FUNCTION):
            parts = list(ast.walk(function))
            calls = [one.func for one in parts if isinstance(one, ast.Call)]
            takes = any(isinstance(one, ast.Attribute) and one.attr in TAKES for one in calls)
            says = any(_says(one) for one in parts)
            uses = any(isinstance(one, ast.Name) and one.id in statements for one in parts)
            if takes or says or uses:
                yield function.name


def _says(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(SAYS.search(node.value))
    )


def names_of(source: Source, function: str) -> set[str]:
    """By which names the page may call it: a use-case's, a question's, or the module's."""
    module = source.path.removeprefix("platform/").removesuffix(".py").replace("/", ".")
    stem = module.rpartition(".")[2]
    return {stem} if "usecases" in source.parts else {function, module}


@cache
def sources() -> list[Source]:
    return list(project_sources("ambassadors", "billing", "catalog", "tenants", "platform"))


def test_whatever_takes_a_lock_is_named():
    named = set(re.findall(r"`([\w.]+)`", PAGE))
    # The two that everything else locks by.
    generic = {"platform/kith/lockable.py", "billing/settlement/models/payees.py"}

    unnamed = [
        f"{source.path}: {function}"
        for source in sources()
        if source.path not in generic and "outside" not in source.parts
        for function in takers(source)
        if not names_of(source, function) & named
    ]

    assert unnamed == []


def test_whoever_is_named_is_there():
    named = set(re.findall(r"`(\w+)`", TABLES))
    there = {
        node.name
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, FUNCTION)
    }

    assert named - there == set()


def test_every_advisory_lock_is_named_by_its_key():
    taken = {
        key
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for key in re.findall(r"advisory\w*lock\(hashtextextended\('([\w:]+)'", node.value)
    }

    assert {"audit:chain", "settlement:matching"} <= taken
    assert [key for key in taken if f"| hash of `{key}` |" not in PAGE] == []


def test_a_lock_is_seen_in_python_in_a_statement_and_behind_a_name():
    text = """
_TAKE = "SELECT 1 FOR UPDATE"

def quiet(rows): return rows.filter()
def locks(rows): return rows.locked().get()
def takes(cursor): cursor.execute(_TAKE)
def says(cursor): cursor.execute("SELECT pg_advisory_xact_lock(1)")
"""

    assert list(takers(Source("x/y.py", text))) == ["locks", "takes", "says"]


def test_nobody_is_said_to_lock_twice_over():
    whose = [line.split("|")[1].strip() for line in TABLES.splitlines()]
    named = [one for one in whose if one.startswith("`")]

    assert sorted(named) == sorted(set(named))
