"""Warns of long files, functions and pages: `python -m tests.house.lengths`, part of `make lint`.

A length is no fault. It is a reason to look twice, so the exit status is always 0.
"""

import ast

from .source import code, room, text, tree

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
MAX_PAGE_LINES = 60


def long_files() -> list[str]:
    """One sentence for each file of the rooms that is long."""
    warnings = []
    for name in code():
        limit = MAX_PAGE_LINES if room(name) == "pages" else MAX_FILE_LINES
        lines = len(text(name).splitlines())
        if lines > limit:
            warnings.append(f"{name}: {lines} lines, more than {limit}")
    return warnings


def long_functions() -> list[str]:
    """One sentence for each function of the rooms that is long."""
    warnings = []
    for name in code():
        for node in ast.walk(tree(name)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = node.end_lineno - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    place = f"{name}:{node.lineno} {node.name}"
                    warnings.append(f"{place}: {lines} lines, more than {MAX_FUNCTION_LINES}")
    return warnings


if __name__ == "__main__":
    for warning in long_files() + long_functions():
        print(f"warning: {warning}")
