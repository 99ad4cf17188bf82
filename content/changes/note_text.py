"""The change note in words: one text for strip, wall, feed, digest and message."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property

import pandas as pd

from catalog.definitions import NATIONWIDE, Catalog, Words, catalog
from catalog.lab_events import LEFT, OPERATING, RECTIFYING
from catalog.nouns import Indicator
from catalog.translated import translate_catalog
from content.guideline.direction import describe_published
from content.guideline.readings import format_value
from content.guideline.status_history import describe_reasons
from content.public_detail import PublicDetail
from measures.change_note import ASSESSMENTS, ChangeNote, compose_note
from measures.row_changes import ADDED, CHANGED

MAX_LINES = 20  # of a section
MAX_NAMES = 10  # laboratories in one line
MAX_CLAUSE_ROWS = 2  # rows named beside a clause
MAX_CELL_LETTERS = 40
MAX_CONCLUSION_LETTERS = 120  # of what an authority concluded
# registers of which every row is of one laboratory, withheld where none may be named
LAB_REGISTERS = ("labs", "lab_events", "evaluations")
# what a laboratory did, in the order in which it is told
MOVES = ("entered", "left", "ordered", "rectified", "accepted", "removed")


class UnknownVersion(LookupError):
    """No publication of such a version is kept in the history."""


@dataclass(frozen=True)
class NoteSection:
    """One kind of change: its title, some lines, and how many there are in all."""

    name: str
    title: str
    lines: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class NoteText:
    """A change note as readers read it; without sections nothing has changed.

    counter, version, as_of and built_at are those of the later publication, since_… of the earlier
    one. mark: that the data are fictional, "" where they are not. summary: each kind of change in a
    few words; headline: they as one sentence.
    """

    counter: int
    version: str
    as_of: str
    built_at: str
    since_version: str
    since_as_of: str
    mark: str
    headline: str
    summary: tuple[str, ...]
    sections: tuple[NoteSection, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing has changed."""
        return not self.sections

    def as_record(self) -> dict:
        """The note as JSON has it."""
        return {**asdict(self), "changed": not self.is_empty}

    @property
    def lines(self) -> list[str]:
        """Every line under its section's title."""
        return [line for section in self.sections for line in (section.title, *section.lines)]


def find_counter(publications: pd.DataFrame, version: str) -> int:
    """The counter of the latest publication of a version. Raises UnknownVersion."""
    counters = publications.loc[publications["version"] == version, "counter"]
    if counters.empty:
        raise UnknownVersion(version)
    return int(counters.max())


def write_note(
    history: dict[str, pd.DataFrame], since: int, until: int, t: Words, detail: PublicDetail
) -> NoteText:
    """The note between two publications, by their counters, in the language of `t`.

    detail: whether laboratories are named.
    """
    definitions = translate_catalog(catalog(), t)
    registers_of = {name: entry.registers for name, entry in definitions.indicators.items()}
    note = compose_note(history, since, until, registers_of)
    return NoteWriter(note, history["publications"], definitions, t, detail).write()


@dataclass(frozen=True, eq=False)
class NoteWriter:
    """Puts a note into words; definitions: the catalogue in the language of `t`."""

    note: ChangeNote
    publications: pd.DataFrame
    definitions: Catalog
    t: Words
    detail: PublicDetail

    @cached_property
    def places(self) -> dict[str, str]:
        """Short name by province code in the reader's language."""
        provinces = self.definitions.provinces
        names = zip(provinces["code"], provinces["short"], strict=True)
        return {code: self.t.name(short) for code, short in names}

    def write(self) -> NoteText:
        """The whole note."""
        t, publications = self.t, self.publications.set_index("counter")
        since, until = publications.loc[self.note.since], publications.loc[self.note.until]
        parts = [build(self) for build in SECTIONS]
        kept = [part for part in parts if part is not None]
        summary = tuple(phrase for phrase, _ in kept)
        sections = tuple(section for _, section in kept)
        key = "note.headline" if sections else "note.nothing"
        phrases = t("note.semicolon").join(summary)
        headline = t(key, as_of=since["as_of"], version=since["version"], changes=phrases)
        fictional = since["fictional"] or until["fictional"]
        return NoteText(
            self.note.until,
            until["version"],
            until["as_of"],
            until["built_at"],
            since["version"],
            since["as_of"],
            t("stamp.fictional") if fictional else "",
            headline,
            summary,
            sections,
        )

    def build_section(self, name: str, lines: list[str], count: int) -> NoteSection:
        """A section under its title; further lines are only counted."""
        listed = lines[:MAX_LINES]
        if count > len(listed):
            listed.append(self.t("note.more", count=count - len(listed)))
        return NoteSection(name, self.t(f"note.{name}"), tuple(listed), count)

    def describe_clause(self, row) -> str:
        """One clause and indicator: what it was, what it is, why, and by which rows."""
        t, definition = self.t, self.definitions.indicators.get(row.indicator)
        titles = {clause.id: clause.title for clause in self.definitions.clauses}
        indicator = definition.name if definition else row.indicator
        head = t("note.clause", clause=titles.get(row.clause, row.clause), indicator=indicator)
        facts = []
        if row.status_before != row.status:
            before = self.describe_status(row.status_before, row.target_kind_before)
            status = self.describe_status(row.status, row.target_kind)
            facts.append(t("note.from_to", before=before, now=status))
        if self.has_turned(row):
            before, now = (
                describe_published(t, self.definitions, direction, definition)
                for direction in (row.direction_before, row.direction)
            )
            facts.append(t("note.direction_from_to", before=before, now=now))
        before, now = self.describe_value(row, "_before"), self.describe_value(row)
        if before != now:
            facts.append(t("note.value_from_to", before=before, now=now))
        facts.append(t("note.because", reasons=describe_reasons(t, row, row.because, definition)))
        if "data" in row.because:
            facts += self.name_rows(definition, names_many=row.moved != "value")
        return head + t("note.semicolon").join(facts)

    def has_turned(self, row) -> bool:
        """Both publications have a direction, and not the same."""
        if "direction" not in self.note.clauses or pd.isna(row.direction_before):
            return False
        return row.direction_before != row.direction

    def describe_status(self, status: str, target_kind: str | None) -> str:
        """Shape and word of a status, and against which kind of target it was judged."""
        words = f"{self.definitions.statuses[status].shape} {self.t(f'status.{status}')}"
        if not isinstance(target_kind, str):
            return words
        return self.t("changes.against", status=words, kind=self.t.name(target_kind))

    def describe_value(self, row, which: str = "") -> str:
        """The number of a clause with its year and unit; what is missing says so.

        which: "_before" for that of the earlier publication.
        """
        definition = self.definitions.indicators.get(row.indicator)
        value, year = getattr(row, f"value{which}"), getattr(row, f"year{which}")
        if pd.isna(value) or definition is None:
            return self.t("map.no_data")
        unit = "" if definition.unit == "%" else definition.unit
        amount = f"{format_value(value, definition)} {unit}".strip()
        return self.t("note.of_year", year=int(year), value=amount)

    def name_rows(self, definition: Indicator | None, names_many: bool) -> list[str]:
        """The rows behind a changed number: some of them with their places, and how many.

        names_many: of many, name some; else many are only counted.
        """
        registers = definition.registers if definition else ()
        counts = self.note.counts[self.note.counts["register"].isin(registers)]
        total = int(counts[["added", "removed", "changed"]].to_numpy().sum())
        if not total:
            return []
        rows = self.note.rows[self.note.rows["register"].isin(registers)]
        names = [self.describe_row(row) for row in rows.itertuples() if self.may_list(row.register)]
        if not names or (total > MAX_CLAUSE_ROWS and not names_many):
            return [self.t("note.row_count", count=total)]
        listed = self.t("note.semicolon").join(names[:MAX_CLAUSE_ROWS])
        key = "note.rows_behind" if total <= MAX_CLAUSE_ROWS else "note.some_rows_behind"
        return [self.t(key, rows=listed, count=total)]

    def may_list(self, register: str) -> bool:
        """Whether single rows of a register are named: not where each is of one laboratory and no
        laboratory is to be named."""
        return self.detail == "names" or register not in LAB_REGISTERS

    def describe_row(self, row) -> str:
        """One changed row: register, key and name, the cells before and now, where it stands."""
        t, register = self.t, self.definitions.registers[row.register]
        key = t.join(self.show_key(cell) for cell in row.key)
        name = self.cut(row.name) if isinstance(row.name, str) else ""
        sentence = t(f"note.row_{row.change}", register=register.sheet, key=f"{key} {name}".strip())
        cells = self.list_cells(row)
        if cells:
            sentence = t("note.with_cells", row=sentence, cells=t("note.joint").join(cells))
        if isinstance(row.file, str):
            sentence += t("note.place", file=row.file, sheet=row.sheet, row=int(row.row))
        return sentence

    def describe_assessment(self, row) -> str:
        """A conclusion that was published, corrected or taken back; its clause by its title."""
        t, titles = self.t, {clause.id: clause.title for clause in self.definitions.clauses}
        clause, document = row.key
        words = {"clause": titles.get(clause, clause), "document": self.cut(document)}
        if not len(row.columns):  # published by a release that kept the key alone
            return t(f"note.assessment_{row.change}_bare", **words)
        if row.change == CHANGED:
            cells = t("note.joint").join(self.list_cells(row))
            return t("note.assessment_changed", **words, cells=cells)
        texts = row.now if row.change == ADDED else row.before
        cells = dict(zip(row.columns, texts, strict=True))
        return t(
            f"note.assessment_{row.change}",
            **words,
            conclusion=self.cut(cells["conclusion"], MAX_CONCLUSION_LETTERS),
            day=cells["assessed_on"],
            issuer=self.cut(cells["issued_by"]),
        )

    def list_cells(self, row) -> list[str]:
        """The cells of a changed row before and now."""
        return [
            self.t(
                "note.cell",
                heading=self.find_heading(row.register, column),
                before=self.show_cell(before),
                now=self.show_cell(now),
            )
            for column, before, now in zip(row.columns, row.before, row.now, strict=True)
        ]

    def find_heading(self, register: str, column: str) -> str:
        """The heading of a column; one that is published beside another has that one's."""
        columns = self.definitions.registers[register].columns
        if column in columns:
            return columns[column].heading
        beside = [entry.heading for entry in columns.values() if entry.beside == column]
        return beside[0] if beside else column

    def show_key(self, text: str) -> str:
        """A cell of a row's key: a province and an indicator by their names."""
        if text in self.definitions.indicators:
            return self.definitions.indicators[text].name
        return self.cut(self.places.get(text, text))

    def show_cell(self, text: str) -> str:
        """A cell as readers read it."""
        if not text:
            return self.t("note.blank")
        return self.cut(self.places.get(text, self.t.name(text)))

    def name_lab(self, lab) -> str:
        """A laboratory with its province."""
        place = self.places.get(lab.province, lab.province)
        return self.t("note.lab", name=self.cut(lab.lab_name), place=place)

    def cut(self, text: str, most: int = MAX_CELL_LETTERS) -> str:
        """A long text cut to so many letters."""
        return text if len(text) <= most else f"{text[: most - 1]}…"


Part = tuple[str, NoteSection] | None  # its few words in the summary, and the section itself


def _build_assessments(writer: NoteWriter) -> Part:
    """What authorities have published of clauses since, in their own words, or taken back."""
    rows = [writer.describe_assessment(row) for row in writer.note.assessments.itertuples()]
    if not rows:
        return None
    phrase = writer.t("note.assessments_count", count=len(rows))
    return phrase, writer.build_section("assessments", rows, len(rows))


def _build_clauses(writer: NoteWriter) -> Part:
    rows = writer.note.clauses[writer.note.clauses["moved"] != "value"]
    return _build_judgements(writer, "clauses", rows)


def _build_values(writer: NoteWriter) -> Part:
    """Numbers that differ as readers see them, not in decimals that are not written."""
    rows = writer.note.clauses[writer.note.clauses["moved"] == "value"]
    differ_in_words = [
        writer.describe_value(row, "_before") != writer.describe_value(row)
        for row in rows.itertuples()
    ]
    rows = rows[pd.Series(differ_in_words, index=rows.index, dtype=bool)]
    return _build_judgements(writer, "values", rows)


def _build_judgements(writer: NoteWriter, name: str, rows: pd.DataFrame) -> Part:
    if rows.empty:
        return None
    lines = [writer.describe_clause(row) for row in rows.itertuples()]
    phrase = writer.t(f"note.{name}_count", count=len(rows))
    return phrase, writer.build_section(name, lines, len(lines))


def _build_labs(writer: NoteWriter) -> Part:
    """Laboratories by what became of them, named where the setting has it."""
    t, labs = writer.t, writer.note.labs
    lines, phrases = [], []
    for move in MOVES:
        moved = [lab for lab in labs.itertuples() if move in list_moves(lab.before, lab.state)]
        if not moved:
            continue
        phrase = t(f"note.labs_{move}", count=len(moved))
        phrases.append(phrase)
        if writer.detail == "names":
            names = [writer.name_lab(lab) for lab in moved[:MAX_NAMES]]
            key = "note.named" if len(moved) <= MAX_NAMES else "note.some_named"
            phrase = t(key, phrase=phrase, names=t("note.joint").join(names))
        lines.append(phrase)
    if not lines:
        return None
    return t("note.joint").join(phrases), writer.build_section("labs", lines, len(lines))


def list_moves(before: str, state: str) -> list[str]:
    """What became of a laboratory, by its states; "" where there is, or was, none.

    >>> list_moves("", "left"), list_moves("rectifying", "accepted"), list_moves("accepted", "")
    (['entered', 'left'], ['rectified'], ['removed'])
    """
    moves = []
    if not before:
        moves.append("entered")
    if not state:
        moves.append("removed")
    elif state == LEFT:
        moves.append("left")
    elif state == RECTIFYING:
        moves.append("ordered")
    elif before == RECTIFYING:
        moves.append("rectified")
    elif before and state == OPERATING:
        moves.append("accepted")
    return moves


def _build_falls(writer: NoteWriter) -> Part:
    """Provinces that sent a fifth fewer rows of a register, or fewer still."""
    t, falls = writer.t, writer.note.falls
    if falls.empty:
        return None
    lines = []
    for row in falls.itertuples():
        nationwide = row.province == NATIONWIDE
        place = t("scope.whole_country") if nationwide else writer.places.get(row.province, "")
        sheet = writer.definitions.registers[row.register].sheet
        lines.append(
            t("note.fall", place=place, register=sheet, before=int(row.before), now=int(row.rows))
        )
    count = falls["province"].nunique()
    return t("note.falls_count", count=count), writer.build_section("falls", lines, len(lines))


def _build_stale(writer: NoteWriter) -> Part:
    """Registers that have become too old."""
    if not writer.note.stale:
        return None
    sheets = [writer.definitions.registers[name].sheet for name in writer.note.stale]
    phrase = writer.t("note.stale_count", count=len(sheets))
    return phrase, writer.build_section("stale", sheets, len(sheets))


def _build_revisions(writer: NoteWriter) -> Part:
    """New revisions of a closing."""
    rows = writer.note.revisions
    if rows.empty:
        return None
    lines = [
        writer.t("note.revision", year=int(row.year), number=int(row.revision))
        for row in rows.itertuples()
    ]
    return lines[0], writer.build_section("revisions", lines, len(lines))


def _build_rows(writer: NoteWriter) -> Part:
    """How many rows of each register differ, and some of them."""
    t, note = writer.t, writer.note
    lines, total, listable = [], 0, 0
    for entry in note.counts.itertuples():
        numbers = {name: int(getattr(entry, name)) for name in ("added", "removed", "changed")}
        sheet = writer.definitions.registers[entry.register].sheet
        lines.append(t("note.register_rows", register=sheet, **numbers))
        total += sum(numbers.values())
        if writer.may_list(entry.register) and entry.register != ASSESSMENTS:
            listable += sum(numbers.values())
    phrases = []
    if total:
        phrases.append(t("note.rows_count", count=total))
    if not note.is_compared:
        lines.append(t("note.not_compared"))
        phrases.append(t("note.not_compared"))
    if not lines:
        return None
    count = len(lines) + listable
    others = note.rows[note.rows["register"] != ASSESSMENTS]  # those have a section of their own
    rows = [row for row in others.itertuples() if writer.may_list(row.register)]
    lines += [writer.describe_row(row) for row in rows[:MAX_LINES]]
    return t("note.joint").join(phrases), writer.build_section("rows", lines, count)


# the kinds of change in the order in which they are told
SECTIONS: tuple[Callable[[NoteWriter], Part], ...] = (
    _build_assessments,
    _build_clauses,
    _build_labs,
    _build_stale,
    _build_falls,
    _build_revisions,
    _build_values,
    _build_rows,
)
