"""A drafted mapping as a TOML file: what is likely stands, what is asked stands behind #."""

import glob
import json
from collections import Counter
from collections.abc import Iterator

from catalog.definitions import Column, Words, catalog, words
from loaders.sheets.heading_likeness import read_heading_year
from loaders.sheets.mapping_draft import DOUBTFUL, HeadingGuess, TableDraft
from loaders.sheets.sheet_block import Block, column_letters
from loaders.text import fold, printable

_UNANSWERED = "……"
_FIRST_PROVINCE = "湖北"  # an example of what may be written


def draft_text(file: str, tables: list[TableDraft], passed_over: list[str]) -> str:
    """The whole file. file: the name of the received file; passed_over: sheets of no register."""
    t = words()
    lines = [f"# {t(f'draft.{key}', file=printable(file))}" for key in ("head", "check", "legend")]
    if passed_over:
        names = t.join(f"“{printable(name)}”" for name in passed_over)
        lines.append(f"# {t('draft.no_table', sheets=names)}")
    counts = Counter(table.register.name for table in tables)
    # a table for every sheet stands behind those for one, for the first that fits is used
    ordered = sorted(tables, key=lambda table: len(table.sheets) > 1)
    for name in dict.fromkeys(table.register.name for table in ordered):
        for table in ordered:
            if table.register.name == name:
                header = f"[[{name}]]" if counts[name] > 1 else f"[{name}]"
                lines += ["", *_table_lines(t, file, table, header, len(tables) > 1)]
    return "\n".join(lines) + "\n"


def question_count(text: str) -> int:
    """How many questions a draft asks."""
    return text.count(words()("draft.question"))


def _table_lines(
    t: Words, file: str, table: TableDraft, header: str, several: bool
) -> Iterator[str]:
    sheets = t.join(f"“{printable(name)}”" for name in table.sheets)
    yield "# " + t(
        "draft.table",
        sheets=sheets,
        register=table.register.sheet,
        confidence=t(f"draft.{table.confidence}"),
        rows=t.join(map(str, table.rows)),
    )
    if table.rival:
        yield f"# {t('draft.question')}{t('draft.rival', register=table.rival)}"
    if table.trial:
        yield f"# {t('draft.question')}{t('draft.trial', sentence=printable(table.trial))}"
    yield header
    if table.province_from == "file":
        yield f"files = {quote(glob.escape(file))}"
    if len(table.sheets) == 1 and (several or table.province_from == "sheet"):
        yield f"sheet = {quote(glob.escape(table.sheets[0]))}"
    yield from _range_lines(table.block)
    if table.heading_rows:
        yield f"heading_rows = {table.heading_rows}"
    name = table.register.name
    yield f"[{name}.headings]"
    for guess in table.guesses:
        yield _heading_line(t, table, guess)
    yield from _missing_lines(t, table)
    yield from _date_lines(t, table)
    for column, received in table.words.items():
        yield from _word_lines(t, table, table.register.columns[column], received)
    for column, (row, text) in table.unread.items():
        heading = table.register.columns[column].heading
        sentence = t("draft.unread", column=heading, row=row, value=printable(text))
        yield f"# {t('draft.question')}{sentence}"


def _range_lines(block: Block) -> Iterator[str]:
    """The rows and columns of a table that is a part of its sheet; an open end where it goes on."""
    whole = Block()
    if (block.first_row, block.last_row) != (whole.first_row, whole.last_row):
        last = "" if block.last_row == whole.last_row else f", last = {block.last_row}"
        yield f"rows = {{ first = {block.first_row}{last} }}"
    if not block.has_all_columns:
        first, last = quote(column_letters(block.first_column)), ""
        if block.last_column != whole.last_column:
            last = f", last = {quote(column_letters(block.last_column))}"
        yield f"columns = {{ first = {first}{last} }}"


def _heading_line(t: Words, table: TableDraft, guess: HeadingGuess) -> str:
    key = quote(printable(guess.text))
    if guess.column:
        return f"{key} = {quote(guess.column)}  # {t(f'draft.{guess.confidence}')}"
    if not guess.candidates:
        return f"# {key} = {quote(_UNANSWERED)}  # {t('draft.no_candidate')}"
    columns = t("draft.or").join(
        f"“{table.register.columns[name].heading}”（{name}）" for name in guess.candidates
    )
    question = t("draft.question") + t("draft.candidates", columns=columns)
    return f"# {key} = {quote(guess.candidates[0])}  # {t(f'draft.{DOUBTFUL}')}；{question}"


def _missing_lines(t: Words, table: TableDraft) -> Iterator[str]:
    """Required columns without a heading: one value for all rows, or an id put together."""
    name = table.register.name
    if table.province:
        yield f"[{name}.constants]"
        yield f"province = {quote(table.province)}  # {t(f'draft.by_{table.province_from}')}"
    numbers = [guess.text for guess in table.guesses if fold(guess.text) in ("序号", "编号", "no.")]
    templates = [column for column in table.missing if column.kind == "id"]
    constants = [column for column in table.missing if column.kind != "id"]
    for column in table.missing:
        sentence = t("draft.missing", column=column.heading, name=column.name)
        yield f"# {t('draft.question')}{sentence}"
    if constants and not table.province:
        yield f"# [{name}.constants]"
    for column in constants:
        yield f"# {column.name} = {_example(table, column)}"
    if templates:
        yield f"# {t('draft.template')}"
        yield f"# [{name}.templates]"
    for column in templates:
        part = numbers[0] if numbers else _UNANSWERED
        template = f"{table.province or _FIRST_PROVINCE}-{{{printable(part)}}}"
        yield f"# {column.name} = {quote(template)}"


def _example(table: TableDraft, column: Column) -> str:
    """How a value of the column is written in a mapping; the first year among the headings."""
    years = [year for guess in table.guesses if (year := read_heading_year(guess.text))]
    examples = {"date": "2024-01-31", "year": str(years[0]) if years else "2024"}
    examples |= {"number": "0", "target": "0"}
    words_of_column = _list_words(column)
    if column.kind in examples:
        return examples[column.kind]
    return quote(words_of_column[0] if words_of_column else _UNANSWERED)


def _date_lines(t: Words, table: TableDraft) -> Iterator[str]:
    name, columns = table.register.name, table.register.columns
    for column in table.years:
        sentence = t("draft.years", column=columns[column].heading)
        yield f"# {t('draft.question')}{sentence}"
    if table.years:
        yield f"# [{name}.precision]"
        yield from (f'# {column} = "year"' for column in table.years)
    for column, day in table.early.items():
        sentence = t(
            "draft.early", column=columns[column].heading, day=day, min=columns[column].min
        )
        yield f"# {t('draft.question')}{sentence}"
    if table.early:
        yield f"# [{name}.bounds]"
        yield from (f"# {column} = {{ min = {day} }}" for column, day in table.early.items())


def _word_lines(t: Words, table: TableDraft, column: Column, received: list[str]) -> Iterator[str]:
    allowed = _list_words(column)
    listing = t.join(allowed) or t("draft.any_form")
    sentence = t("draft.words", column=column.heading, allowed=listing)
    yield f"# {t('draft.question')}{sentence}"
    yield f"# [{table.register.name}.values.{column.name}]"
    for word in received:
        alike = [name for name in allowed if fold(word) in fold(name)]
        answer = alike[0] if len(alike) == 1 else _UNANSWERED
        yield f"# {quote(printable(word))} = {quote(answer)}"


def _list_words(column: Column) -> list[str]:
    """The closed words of a column; empty where it has none or they are too many to list."""
    if column.kind in ("domain", "domains"):
        return list(catalog().domains)
    return list(catalog().codes[column.codes].names) if column.codes else []


def quote(text: str) -> str:
    """A text as TOML writes it: plain quotes where nothing in it needs an escape.

    >>> quote("名称"), quote('“省”"a"'), quote("it's \\"a\\"")
    ('"名称"', '\\'“省”"a"\\'', '"it\\'s \\\\"a\\\\""')
    """
    if ('"' in text or "\\" in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
