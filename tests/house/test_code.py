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
    """No markup or program from a string, no pickles, no swallowed fault, no file that a session
    alone knows, nothing left to do."""
    forbidden = re.compile(
        r"unsafe_allow_html|unsafe_allow_javascript|\bpickle\b|(?<!\.)\beval\(|(?<!\.)\bexec\("
        r"|download_button|errors=.coerce|except( Exception)?: *pass|T[O]DO|F[I]XME"
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
    """They are in the address, so that a link shows what its sender saw. One file alone hands on
    what a callback does to a control."""
    lines = lines_with(re.compile("session_state"), code())
    door = "widgets/bound_controls.py:"
    assert [line for line in lines if not line.startswith(door)] == []


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
    "server/compressed_scripts.py",
    "server/headers.py",
    "server/module_preloads.py",
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
    r"loaders/(?:cells|columns|files|geography|registers|report|sample|sheets|template)/"
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
    everywhere = [*code(), *(name for name in files() if name.startswith("tests/"))]
    assert [
        f"{name}:{line} {word}"
        for name in everywhere
        if name.endswith(".py")
        for line, word in introduced_names(name)
        if word.strip("_") in EMPTY_NAMES
    ] == []


def test_the_formatter_decides_how_a_line_looks():
    """Only tables drawn in tests stand as they were drawn."""
    elsewhere = [n for n in files() if n.endswith(".py") and not n.startswith("tests/")]
    assert lines_with(re.compile(r"fmt: *(?:skip|off)"), elsewhere) == []


# the arguments that Streamlit reads as Markdown, by place; those by name are the same everywhere
BODIES = (
    "markdown", "caption", "write", "info", "warning", "error", "success", "title", "header",
    "subheader", "badge", "toast", "dialog", "tabs", "popover", "expander", "status", "spinner",
    "button", "link_button", "menu_button", "form_submit_button", "page_link",
    "checkbox", "toggle", "radio", "pills", "segmented_control", "selectbox", "multiselect",
    "slider", "select_slider", "text_input", "text_area", "number_input", "date_input",
    "time_input", "file_uploader", "color_picker", "table",
)  # fmt: skip
MARKDOWN = dict.fromkeys(BODIES, (0,)) | {"metric": (0, 1, 2), "progress": (1,)}
MARKDOWN_BY_NAME = {"body", "label", "text", "title", "help", "caption", "captions", "delta"}
OFFERING = {"radio", "pills", "segmented_control"}  # their options are Markdown too
NOT_OF_STREAMLIT = {"log", "draft", "pack"}  # what has a method or function of such a name
LITERAL = {"literal", "literal_lines", "literal_parts", "literal_rows", "literal_table"}


def is_without_data(node: ast.expr) -> bool:
    """A constant, words of the catalogue that nothing was put into, or what is made literal."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_without_data(node.body) and is_without_data(node.orelse)
    if isinstance(node, ast.BoolOp):
        return all(is_without_data(value) for value in node.values)
    if isinstance(node, ast.ListComp):
        return is_without_data(node.elt)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    made_by_words = isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") == "words"
    return name in LITERAL or ((name == "t" or made_by_words) and not node.keywords)


def markdown_arguments(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that Streamlit reads as Markdown."""
    name = getattr(call.func, "attr", "")
    receiver = getattr(call.func, "value", None)
    if name not in MARKDOWN or getattr(receiver, "id", "") in NOT_OF_STREAMLIT:
        return []
    placed = [call.args[at] for at in MARKDOWN[name] if at < len(call.args)]
    named = [word.value for word in call.keywords if word.arg in MARKDOWN_BY_NAME]
    return placed + named


def test_data_reach_markdown_only_as_literal_text():
    """Names of laboratories, files, sources and words of an address must not become links."""
    calls = [
        (name, node)
        for name in code()
        if room(name) in {"pages", "widgets"}
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
    ]
    assert len([1 for _, call in calls if markdown_arguments(call)]) > 60
    assert [
        f"{name}:{argument.lineno} {ast.unparse(argument)}"
        for name, call in calls
        for argument in markdown_arguments(call)
        if not is_without_data(argument)
    ] == []
    offering = [(name, call) for name, call in calls if getattr(call.func, "attr", "") in OFFERING]
    assert [
        f"{name}:{call.lineno}"
        for name, call in offering
        if not any(
            w.arg == "format_func" and "literal" in ast.unparse(w.value) for w in call.keywords
        )
    ] == []


def test_a_sink_of_markdown_is_called_where_it_is_named():
    """Handed on under another name it could not be checked."""
    called = {
        id(node.func)
        for name in code()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
    }
    assert [
        f"{name}:{node.lineno} st.{node.attr}"
        for name in code()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute)
        and getattr(node.value, "id", "") == "st"
        and node.attr in MARKDOWN
        and id(node) not in called
    ] == []
