"""The law of the house, held by reading the code: rooms, lengths, words, forbidden calls."""

import ast
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from catalog.definitions import catalog

ROOT = Path(__file__).parent.parent
ROOMS = (
    "catalog", "loaders", "measures", "charts", "briefings",
    "content", "server", "widgets", "pages",
)  # fmt: skip
TRACKED = subprocess.run(
    ["git", "ls-files", "-co", "--exclude-standard", "*.py"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.split()  # fmt: skip
CODE = [ROOT / name for name in TRACKED if name.split("/")[0] in (*ROOMS, "dashboard.py")]
# only this room may import that library
HOMES = {
    "streamlit": {"widgets", "pages", "dashboard.py", "server"},
    "plotly": {"charts"},
    "geopandas": {"loaders"},
    "duckdb": {"loaders"},
    "ibis": {"loaders"},
    "openpyxl": {"loaders", "briefings"},
    "xlrd": {"loaders"},
    "msoffcrypto": {"loaders"},
    "olefile": {"loaders"},
    "pyarrow": {"loaders"},
    "pptx": {"briefings"},
    "docx": {"briefings"},
    "xlsxwriter": {"briefings"},
    "lxml": {"briefings"},
    "kaleido": {"briefings"},
    "choreographer": {"briefings"},
    "fontTools": {"briefings"},
    "pikepdf": {"briefings"},
}
# a room and the rooms it may know; pages introduce the rest to each other
KNOWS = {
    "catalog": {"catalog"},
    "loaders": {"loaders", "catalog"},
    "measures": {"measures", "catalog"},
    "charts": {"charts", "catalog"},
    "briefings": {"briefings", "catalog"},
    "content": {"content", "catalog", "loaders", "measures", "charts", "briefings"},
    "server": {"server", "content", "catalog", "loaders", "briefings", "widgets"},
    "widgets": set(ROOMS) - {"pages"},
    "pages": set(ROOMS),
    "dashboard.py": {"widgets", "server"},
    # the command lines are front doors too: they introduce the rooms to each other
    "loaders/__main__.py": {"loaders", "content"},
    "briefings/__main__.py": {"briefings", "catalog", "loaders", "content"},
}
HEAVY = {"geopandas", "duckdb", "ibis", "openpyxl", "shapely"}
HEAVY |= {"pptx", "docx", "xlsxwriter", "lxml", "kaleido", "pikepdf"}
HEAVY |= {"choreographer", "fontTools"}


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def imported(path: Path) -> set[str]:
    """Dotted names a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", CODE, ids=str)
def test_rooms_import_only_what_they_may(path):
    for name in imported(path):
        top = name.split(".")[0]
        if top in HOMES:
            assert room(path) in HOMES[top], f"{top} has no home in {room(path)}"
        if top in ROOMS:
            name = path.relative_to(ROOT).as_posix()
            assert top in KNOWS.get(name, KNOWS[room(path)]), f"{name} must not know {top}"


def reached(start: Path) -> set[str]:
    """Every module a file imports at load time, our own followed to their end."""
    seen, todo = set(), [start]
    while todo:
        tree = ast.parse(todo.pop().read_text(encoding="utf-8"))
        for node in tree.body:
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in set(names) - seen:
                seen.add(name)
                file = ROOT / (name.replace(".", "/") + ".py")
                if file.exists():
                    todo.append(file)
    return seen


def test_pages_never_load_what_only_a_build_needs():
    names = reached(ROOT / "pages/frame.py") | reached(ROOT / "dashboard.py")
    assert "loaders.store.published" in names
    assert not {name.split(".")[0] for name in names} & HEAVY


# pikepdf has no other word for reading a PDF that is in memory
DISK = re.compile(
    r"(?<!pikepdf\.Pdf\.)\bopen\(|read_text|read_bytes|write_text|read_parquet|read_csv|to_parquet"
)
OWN_FILES = {"server/assets_and_headers.py", "briefings/pictures/fonts.py"}  # no data


@pytest.mark.parametrize("path", CODE, ids=str)
def test_only_loaders_touch_the_disk(path):
    name = path.relative_to(ROOT).as_posix()
    if room(path) not in {"loaders", "catalog"} and name not in OWN_FILES:
        assert not DISK.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=str)
def test_pages_are_short_and_compute_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 62
    arithmetic = (ast.Add, ast.Sub, ast.Mult, ast.Div)
    for node in ast.walk(ast.parse(text)):
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, arithmetic)), path
    assert not re.search(r"groupby|pivot|merge\(", text)


FORBIDDEN = re.compile(
    r"unsafe_allow_html|unsafe_allow_javascript|\bpickle\b|\beval\(|\bexec\(|errors=.coerce"
    r"|except( Exception)?: *pass|T[O]DO|F[I]XME"
)


@pytest.mark.parametrize("path", CODE, ids=str)
def test_nothing_forbidden(path):
    found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
    assert not found, found and found.group()


CHINESE = re.compile("[\u4e00-\u9fff]")
# words of the data themselves, not sentences for readers
DATA_WORDS = {"主领域", "其他领域", "未填", "废止", "认证方法", "标准样品"}
DATA_WORDS |= {"批准建设", "通过验收", "限期整改", "整改通过", "取消资格", "主动退出"}
DATA_WORDS |= {"检验检测新技术", "共性关键技术", "智能化高端检测设备"}


def strings(path: Path) -> list[str]:
    """String constants of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


# words that loaders match in received files, or put into a problem's detail, stand beside the rule
SPEAKING = {"published", "pointer", "commands", "report", "ledger", "build", "progress", "failures"}
SPOKEN = [p for p in CODE if room(p) != "loaders" or p.stem in SPEAKING]


@pytest.mark.parametrize("path", SPOKEN, ids=str)
def test_sentences_come_from_the_catalogue(path):
    assert not [s for s in strings(path) if CHINESE.search(s) and s not in DATA_WORDS]


TOP = {
    ".ci", ".git-blame-ignore-revs", ".gitignore", ".streamlit", "CHANGELOG.md", "Makefile",
    "README.md", "benchmarks",
    "briefings", "catalog", "charts", "content", "dashboard.py", "data", "docs", "loaders",
    "measures", "pages", "server",
    "pyproject.toml", "requirements-bench.txt", "requirements-dev.txt", "requirements.txt",
    "tests", "widgets",
}  # fmt: skip


def test_the_top_level_is_the_house_and_nothing_else():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {name.split("/")[0] for name in listed if (ROOT / name).exists()} == TOP


def test_filters_are_not_kept_in_session_state():
    for path in CODE:
        assert "session_state" not in path.read_text(encoding="utf-8"), path


def test_quotes_are_those_compared_with_the_official_text():
    """Each passage was compared character by character with the published guideline; this digest
    changes with any of them, so that an edit is compared again before it is accepted."""
    quotes = "\n".join(f"{clause['quote']}|{clause['rest']}" for clause in catalog().clauses)
    assert hashlib.sha256(quotes.encode()).hexdigest() == (
        "958cbdadb3c7b90c9e8f2154def70a02e546fe57ccf7058252c3040d2feda9ad"
    )
    assert len(catalog().clauses) == 27


def test_the_project_names_no_machine_and_no_workplace():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    places = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".js", ".sh", ".css", ".txt"} and path.exists():
            assert not places.search(path.read_text(encoding="utf-8")), name
