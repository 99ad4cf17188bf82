"""Who may know whom: the contracts of pyproject.toml, and what a page may load."""

from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

from .source import ROOT, files, imported_at_load

# needed to build and to write office files; half a second to import, and the memory stays
HEAVY = {
    "geopandas", "shapely", "duckdb", "ibis", "openpyxl", "xlrd",
    "pptx", "docx", "xlsxwriter", "lxml", "kaleido", "choreographer", "pikepdf", "fontTools",
}  # fmt: skip


def test_every_room_knows_only_whom_it_may(monkeypatch, capsys):
    """import-linter, as in `make lint`: floors, the home of each library, no circle.

    Not by its command, which switches off every logger there is for the tests that follow.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT)
    configure()
    holds = lint_imports(config_filename="pyproject.toml", cache_dir=None, no_logo=True)
    assert holds, capsys.readouterr().out


def reached_at_load(*doors: str) -> set[str]:
    """Every module that is imported when the doors are, our own followed to their end."""
    known = set(files())
    reached: set[str] = set()
    pending = list(doors)
    while pending:
        for module in imported_at_load(pending.pop()) - reached:
            reached.add(module)
            path = module.replace(".", "/")
            pending += [name for name in (f"{path}.py", f"{path}/__init__.py") if name in known]
    return reached


def test_pages_never_load_what_only_a_build_or_an_export_needs():
    """import-linter counts an import inside a function too; here only those at the top count."""
    modules = reached_at_load("pages/frame.py", "dashboard.py")
    assert "loaders.store.published" in modules
    assert not {module.split(".")[0] for module in modules} & HEAVY
