"""The project's own files, as the rules of the house read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = (
    "catalog", "loaders", "measures", "charts", "briefings",
    "content", "server", "widgets", "pages",
)  # fmt: skip


@cache
def files() -> list[str]:
    """Every file of the project, tracked or about to be, as a path from the top."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in listed.splitlines() if (ROOT / name).is_file())


@cache
def code() -> list[str]:
    """The Python files of the rooms and the front door."""
    return [
        name
        for name in files()
        if name.endswith(".py") and name.split("/")[0] in (*ROOMS, "dashboard.py")
    ]


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(text(name))


def room(name: str) -> str:
    return name.split("/")[0]


def strings(name: str) -> list[str]:
    """String constants of a file that are not docstrings."""
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(name))
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def introduced_names(name: str) -> Iterator[tuple[int, str]]:
    """(line, name) of each function, class, parameter, variable and alias a file introduces."""
    for node in ast.walk(tree(name)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def imported_at_load(name: str) -> set[str]:
    """Dotted names that a file imports at its top level."""
    names = set()
    for node in tree(name).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names
