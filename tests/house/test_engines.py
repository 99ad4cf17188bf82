"""What our scripts and style sheets, and Streamlit's, ask of a browser's engine."""

import re

from server.headers import STREAMLIT_PAGE

from .source import files, text

# newer than the floor (server/index_page.py); in ours neither supplied nor written round
NEWER_CALLS = re.compile(
    r"\.toReversed\(|\.toSpliced\(|\.findLast(Index)?\(|AbortSignal\.any|\.isWellFormed\("
    r"|Promise\.(withResolvers|try)\b|(Object|Map)\.groupBy|URL\.(canParse|parse)\b|Array\.fromAsync"
    r"|\.checkVisibility\(|\.showPopover\(|\.isSubsetOf\(|:has\("
)
NEWER_STYLES = re.compile(
    r":has\(|@container|@layer|@scope|@starting-style|\bcontainer(-type)?:|\d[dsl]v[hw]\b"
    r"|color-mix\(|^\s*&|content-visibility|field-sizing|\banimation-timeline"
)
# names that supply.js supplies or says why not
SUPPLY = "widgets/components/old_engines/supply.js"
STREAMLIT_CALLS = {
    "Array.toSorted": r"\.toSorted\(",
    "Array.toReversed": r"\.toReversed\(",
    "Array.toSpliced": r"\.toSpliced\(",
    "Array.findLast": r"\.findLast(Index)?\(",
    "structuredClone": r"\bstructuredClone\(",
    "AbortSignal.timeout": r"AbortSignal\.timeout",
    "AbortSignal.any": r"AbortSignal\.any\b",
    "Element.checkVisibility": r"\.checkVisibility\(",
    "import.meta.resolve": r"import\.meta\.resolve",
    "Object.groupBy": r"Object\.groupBy",
    "Map.groupBy": r"Map\.groupBy",
    "Promise.withResolvers": r"Promise\.withResolvers",
    "Promise.try": r"Promise\.try\b",
    "URL.canParse": r"URL\.canParse",
    "URL.parse": r"\bURL\.parse\(",
    "Array.fromAsync": r"Array\.fromAsync",
    "Set.isSubsetOf": r"\.isSubsetOf\(",
    "RegExp.escape": r"RegExp\.escape",
}


def test_ours_ask_nothing_newer_than_the_floor():
    offenders = [
        f"{name}:{number} {match.group()}"
        for name in files()
        if name.startswith("widgets/") and name.endswith((".js", ".css")) and name != SUPPLY
        for number, line in enumerate(text(name).splitlines(), 1)
        for match in (NEWER_STYLES if name.endswith(".css") else NEWER_CALLS).finditer(line)
    ]
    assert offenders == []


def test_what_streamlit_calls_is_in_the_table_of_what_is_supplied():
    """Another version of Streamlit may call more, or less."""
    scripts = [path.read_text("utf-8") for path in STREAMLIT_PAGE.parent.glob("static/js/*.js")]
    assert scripts
    called = {
        name
        for name, pattern in STREAMLIT_CALLS.items()
        if any(re.search(pattern, script) for script in scripts)
    }
    assert called == {name for name in STREAMLIT_CALLS if name in text(SUPPLY)}
