"""How the code of the rooms is written: one test a rule, each with the list of its offenders."""

import ast
import re

from .source import code, files, introduced_names, room, strings, text, tree


def lines_with(pattern: re.Pattern, names: list[str]) -> list[str]:
    """`file:line word` of each place where the pattern stands."""
    return [
        f"{name}:{number} {match.group()}"
        for name in names
        for number, line in enumerate(text(name).splitlines(), 1)
        for match in pattern.finditer(line)
    ]


PAGES = [name for name in code() if room(name) == "pages"]


def test_pages_compute_nothing():
    arithmetic = (ast.Add, ast.Sub, ast.Mult, ast.Div)
    sums = [
        f"{name}:{node.lineno}"
        for name in PAGES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.BinOp) and isinstance(node.op, arithmetic)
    ]
    assert sums == []
    assert lines_with(re.compile(r"groupby|pivot|merge\("), PAGES) == []


def test_nothing_is_forbidden():
    """No markup or program from a string, no pickles, no swallowed fault, nothing left to do."""
    forbidden = re.compile(
        r"unsafe_allow_html|unsafe_allow_javascript|\bpickle\b|(?<!\.)\beval\(|(?<!\.)\bexec\("
        r"|errors=.coerce|except( Exception)?: *pass|T[O]DO|F[I]XME"
    )
    assert lines_with(forbidden, code()) == []


def test_a_wait_in_the_browser_is_a_function():
    """A string is evaluated again at each look, which the policy of the pages forbids."""
    waits = [
        (name, node)
        for name in files()
        if name.startswith(("tests/browser/", "benchmarks/")) and name.endswith(".py")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "wait_for_function"
    ]
    assert waits
    strings_only = [
        f"{name}:{node.lineno}"
        for name, node in waits
        if isinstance(node.args[0], ast.Constant) and "=>" not in node.args[0].value
    ]
    assert strings_only == []


def test_filters_are_not_kept_in_the_session():
    """They are in the address, so that a link shows what its sender saw."""
    assert lines_with(re.compile("session_state"), code()) == []


# what opens, lists, makes or removes a file; a ZipFile may be in memory, and pikepdf has no other
# word for reading a PDF that is
DISK = re.compile(
    r"(?<!pikepdf\.Pdf\.)(?<![\w])open\(|\.(?:read|write)_(?:text|bytes)\(|\bread_(?:parquet|csv|excel)"
    r"|\bto_parquet|\.mkdir\(|\.unlink\(|\.rglob\(|\.iterdir\(|\brmtree\b|\bos\.replace"
    r"|\bTemporary(?:File|Directory)\(|\bNamedTemporaryFile\(|\bmk[ds]temp\("
)
# files that are no data of a register: the definitions; the browser's own files; fonts and map
# shapes for the drawing browser; a pack on its way to a reader; the files a command line is given
OWN_FILES = {
    "briefings/local_files.py",
    "briefings/pictures/fonts.py",
    "briefings/zip_pack.py",
    "server/assets.py",
    "server/headers.py",
}


def test_published_data_are_read_and_written_only_by_loaders():
    others = [name for name in code() if room(name) not in {"loaders", "catalog"}]
    assert lines_with(DISK, [name for name in others if name not in OWN_FILES]) == []


CHINESE = re.compile("[\u4e00-\u9fff]")
# the words of the data themselves; no sentence for a reader
DATA_WORDS = {
    "主领域", "其他领域", "未填", "废止", "认证方法", "标准样品", "按期通过", "逾期",
    "批准建设", "通过验收", "限期整改", "整改通过", "取消资格", "主动退出",
    "检验检测新技术", "共性关键技术", "智能化高端检测设备",
}  # fmt: skip
# here words are matched in received files or put into a problem's detail, beside their rule
READING = re.compile(
    r"loaders/(?:cells|files|geography|registers|report|sample|sheets|template)/"
    r"|loaders/(?:problems|text)\.py$"
)


def test_sentences_come_from_the_catalogue():
    speaking = [name for name in code() if not READING.match(name)]
    assert {
        name: sentences
        for name in speaking
        if (sentences := [s for s in strings(name) if CHINESE.search(s) and s not in DATA_WORDS])
    } == {}


# words that say nothing of what they name
EMPTY_NAMES = {
    "said", "told", "seen", "found", "shown", "given", "taken", "one", "whence", "spoken",
    "manager", "service", "utils", "helper", "process", "handler", "df2",
}  # fmt: skip


def test_names_say_what_they_name():
    assert [
        f"{name}:{line} {word}"
        for name in code()
        for line, word in introduced_names(name)
        if word.strip("_") in EMPTY_NAMES
    ] == []


def test_the_formatter_decides_how_a_line_looks():
    """Only tables drawn in tests stand as they were drawn."""
    elsewhere = [n for n in files() if n.endswith(".py") and not n.startswith("tests/")]
    assert lines_with(re.compile(r"fmt: *(?:skip|off)"), elsewhere) == []
