"""The catalogue against itself and against the code: nothing said twice or of nothing."""

import ast
import functools
import re
from collections import Counter

from catalog.definitions import ROOT, catalog
from loaders.aggregate.observations import TABLES
from loaders.cells.converters import CONVERTERS
from loaders.problems import Problem
from loaders.report.problem_page import page
from loaders.text import fold

INDICATORS = ROOT / "catalog" / "indicators.toml"
CODE = sorted((ROOT.parent / "loaders").rglob("*.py"))
CALLS = {"Problem", "FileRejected", "Unreadable", "_tell"}


@functools.cache
def constants() -> set[str]:
    """Every string in the code of the loaders."""
    nodes = [node for path in CODE for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def raised() -> set[str]:
    """Every problem code written where a problem is made."""
    result = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                result |= {node.args[0].value} if name in CALLS else set()
    return result


def test_every_problem_in_the_catalogue_can_happen_and_the_reverse():
    assert len(raised()) > 20
    assert not set(catalog().problems) - constants()
    assert not raised() - set(catalog().problems)


def test_every_problem_says_what_is_done_and_what_to_do():
    for code, entry in catalog().problems.items():
        sentence = Problem(code, "表.xlsx", "名录", 7, "列", "值", "说明").message
        assert sentence.startswith("《表.xlsx》“名录”第 7 行：") and sentence.endswith("。"), code
        assert not set("{}。") & set(sentence[:-1]) and entry.remedy, code


def test_the_page_of_problems_is_current():
    assert (ROOT.parent / "docs/problems.md").read_text(encoding="utf-8") == page()
    assert all(f"| `{code}` |" in page() for code in catalog().problems)


def test_a_register_is_defined_whole(subtests):
    for register in catalog().registers.values():
        with subtests.test(register=register):
            forms = {name: {fold(f) for f in (name, c.heading, *c.aliases)}
                     for name, c in register.columns.items()}  # fmt: skip
            assert not [
                f for f, times in Counter(f for s in forms.values() for f in s).items() if times > 1
            ]
            assert set(register.key) <= {n for n, c in register.columns.items() if c.required}
            for column in register.columns.values():
                assert column.kind in CONVERTERS
                assert column.codes is None or column.codes in catalog().codes
                assert (column.codes is not None) == (column.kind in ("code", "codes"))
                if column.references:
                    target, name = column.references.split(".")
                    assert name in catalog().registers[target].columns


def test_sheet_names_and_their_aliases_name_one_register():
    names = [fold(n) for r in catalog().registers.values() for n in (r.name, r.sheet, *r.aliases)]
    assert len(names) == len(set(names))


def unique(groups: list[list[str]]) -> bool:
    """Does each word, as compared, stand in one group only?"""
    return sum(len({fold(w) for w in words}) for words in groups) == len(
        {fold(w) for words in groups for w in words}
    )


def test_words_mean_one_thing():
    for name, codes in catalog().codes.items():
        assert unique([[word, *codes.aliases[word]] for word in codes.names]), name
    domains = catalog().domain_table
    assert unique([[d.name, d.name_en, *d.aliases] for d in domains])
    assert catalog().domain_fallback == catalog().domains[-1]
    provinces = catalog().provinces.itertuples()
    assert unique([[p.full, p.short, p.name_en, *p.aliases.split("；")] if p.aliases
                   else [p.full, p.short, p.name_en] for p in provinces])  # fmt: skip


def test_the_thirty_four_provinces_and_four_regions():
    provinces = catalog().provinces
    assert len(provinces) == provinces.code.nunique() == 34 and len(catalog().mainland) == 31
    assert set(catalog().regions) == {"东部", "中部", "西部", "东北"}
    assert provinces.pinyin.is_unique and provinces.pinyin.str.fullmatch("[a-z]+").all()
    odd = [
        row.short
        for row in provinces.itertuples()
        if len(row.initials) != len(row.short) or row.initials[0] != row.pinyin[0]
    ]
    assert not odd


def test_clauses_speak_through_indicators_that_exist_or_say_why_not():
    ids = [clause.id for clause in catalog().clauses]
    assert len(ids) == len(set(ids))
    for clause in catalog().clauses:
        assert set(clause.indicators) <= set(catalog().indicators), clause.id
        assert bool(clause.indicators) != bool(clause.missing), clause.id
        assert clause.target_kind in ("official_direction", "official_number")
        assert clause.article and not (clause.partly and clause.missing), clause.id


def test_each_research_focus_is_a_clause_of_its_name():
    focuses = [c.title for c in catalog().clauses if c.id.startswith("task_focus")]
    assert focuses == list(catalog().codes["focus"].names)


def test_indicators_count_what_is_published():
    names = constants()
    ends = ("_entries", "_exits", "_filed")
    stems = {f"{stem}{end}" for stem in names for end in ends} | names
    for name, entry in catalog().indicators.items():
        assert entry.table in TABLES and entry.name and entry.formula, name
        assert entry.unit or entry.decimals > 1, name  # an index has no unit
        assert set(entry.registers) <= set(catalog().registers), name
        assert set(entry.plus + entry.minus + entry.over + entry.known_by) <= stems, name
        assert any(name in clause.indicators for clause in catalog().clauses), name


def test_indicators_say_what_the_head_of_the_file_defines():
    text = INDICATORS.read_text("utf-8")
    measures = re.findall(r"^#(?: measure:)? +(\w+) += ", text, re.MULTILINE)
    known_words = constants() | {n for codes in catalog().codes.values() for n in codes.names}
    columns_of = {name: register.columns for name, register in catalog().registers.items()}
    for name, entry in catalog().indicators.items():
        assert entry.measure in measures, name
        assert entry.direction in (1, 0, -1) and entry.update_period_days > 0, name
        assert entry.needs is None or entry.needs in columns_of[entry.registers[0]], name
        assert entry.weight is None or entry.weight in columns_of["province_stats"], name
        assert set(entry.categories + entry.exclude) <= known_words, name
