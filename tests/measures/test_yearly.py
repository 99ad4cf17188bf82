"""The measure words of the catalogue on drawn tables, answers on paper, the empty table first."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures import indicators
from measures.balance import gini
from measures.indicators import find_uncovered
from measures.rates import overall_rate
from measures.scope import Scope
from measures.yearly import denominator, yearly
from tests.measures.drawn_indicator import indicator

YEARS = range(2023, 2026)
COLUMNS = ["indicator", "month", "domain", "province", "category", "value"]
# two labs enter in province a (one leaves), one in b; 新材料 meets two focuses, 信息技术 one
ROWS = [
    ("entries", "2022-05-01", "新材料", "a", "基础", 1),
    ("entries", "2023-05-01", "新材料", "a", "政策", 1),
    ("entries", "2024-05-01", "信息技术", "b", "基础", 1),
    ("exits", "2025-02-01", "新材料", "a", "政策", 1),
]
EVALUATIONS = [
    ("evaluated", "2023-01-01", "新材料", "a", "优秀", 1),
    ("evaluated", "2024-01-01", "新材料", "a", "合格", 2),
    ("evaluated", "2024-01-01", "信息技术", "b", "限期整改", 1),
    ("evaluated", "2024-01-01", "信息技术", "b", "未填", 4),
    ("hours", "2023-01-01", "新材料", "a", "优秀", 0),
    ("hours", "2024-01-01", "新材料", "a", "合格", 300),
    ("hours", "2024-01-01", "信息技术", "b", "限期整改", 60),
    ("hours_filed", "2023-01-01", "新材料", "a", "优秀", 1),
    ("hours_filed", "2024-01-01", "新材料", "a", "合格", 2),
    ("hours_filed", "2024-01-01", "信息技术", "b", "限期整改", 1),
]
STOCK = {"plus": ["entries"], "minus": ["exits"]}
PAIRS = ["新材料×基础", "新材料×政策", "信息技术×基础", "信息技术×政策"]
WORDS = {
    "stock": (STOCK, [], [2, 3, 2]),
    "total": ({"plus": ["entries"]}, [], [2, 3, 3]),
    "flow": ({"plus": ["entries"]}, [], [1, 1, 0]),
    "covered": (STOCK | {"by": "category"}, ["基础", "政策"], [2, 2, 1]),
    "covered_share": (STOCK | {"by": ["domain", "category"]}, PAIRS, [0.5, 0.75, 0.5]),
    "share": (STOCK | {"by": "domain", "kind": "stock"}, ["信息技术"], [0, 1 / 3, 0.5]),
}


def table(rows):
    """An observation table of the drawn rows."""
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"value": float})
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.astype({"indicator": "category", "province": "category"})


def measured(rows, definition, counted=(), weights=None):
    """Values of the three years."""
    return yearly(table(rows), indicator(**definition), YEARS, list(counted), weights).tolist()


def same(result, wanted):
    return result == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize("word", WORDS)
def test_nothing_stored_is_no_lab_and_an_undefined_share(word):
    definition, counted, _ = WORDS[word]
    empty = measured([], definition | {"measure": word}, counted)
    assert same(empty, [np.nan] * 3 if word == "share" else [0] * 3)


def test_a_table_is_gone_through_once_for_an_indicator_whatever_the_period(monkeypatch):
    gone_through = []
    sum_flows = indicators.sum_flows
    monkeypatch.setattr(
        indicators, "sum_flows", lambda *each: gone_through.append(each) or sum_flows(*each)
    )
    frame, definition = table(ROWS), indicator(**STOCK)
    #         period            | running sums at each year's end
    drawn = [(range(2023, 2026), [2, 3, 2]),
             (range(2021, 2024), [0, 1, 2]),
             (range(2025, 2027), [2, 2])]  # fmt: skip
    for years, wanted in drawn:
        assert yearly(frame, definition, years, []).tolist() == wanted
    assert len(gone_through) == 1


def test_the_columns_of_a_table_are_numbered_once_for_all_that_is_summed_of_it(monkeypatch):
    numbered = []
    number_rows = indicators.number_rows
    monkeypatch.setattr(
        indicators, "number_rows", lambda frame: numbered.append(1) or number_rows(frame)
    )
    frame = table(ROWS)
    for word, (definition, counted, wanted) in WORDS.items():
        values = yearly(frame, indicator(**definition, measure=word), YEARS, counted)
        assert same(values.tolist(), wanted)
    assert len(numbered) == 1


@pytest.mark.parametrize("word", WORDS)
def test_each_word_on_paper(word):
    definition, counted, wanted = WORDS[word]
    assert same(measured(ROWS, definition | {"measure": word}, counted), wanted)


@pytest.mark.parametrize("word", ["covered", "covered_share", "share"])
def test_without_a_word_to_count_nothing_is_defined(word):
    definition = WORDS[word][0] | {"measure": word}
    assert same(measured(ROWS, definition), [np.nan] * 3)


def test_pairs_are_covered_only_by_a_lab_of_both_words():
    definition = STOCK | {"measure": "covered", "by": ["domain", "category"]}
    assert same(measured(ROWS, definition, PAIRS), [2, 3, 2])
    lacking = find_uncovered(
        table(ROWS), indicator(**definition), Scope(start=2023, end=2025), PAIRS
    )
    assert lacking == ["新材料×政策", "信息技术×政策"]


MEAN = {"measure": "mean", "kind": "flow", "plus": ["hours"], "over": ["hours_filed"]}


def test_a_mean_is_the_sum_over_those_that_stated_it():
    assert same(measured(EVALUATIONS, MEAN), [0, 120, np.nan])
    assert same(measured(EVALUATIONS, MEAN | {"scale": 0.01}), [0, 1.2, np.nan])
    assert same(measured([], MEAN), [np.nan] * 3)


def test_a_mean_over_all_labs_is_no_mean_of_the_provinces_means():
    in_a, in_b = (measured([r for r in EVALUATIONS if r[3] == place], MEAN)[1] for place in "ab")
    assert (in_a, in_b) == (150, 60) and measured(EVALUATIONS, MEAN)[1] == 120


def test_a_sum_is_missing_in_a_year_in_which_nobody_stated_it():
    flow = {"measure": "flow", "plus": ["hours"]}
    assert same(measured(EVALUATIONS, flow), [0, 360, 0])
    assert same(measured(EVALUATIONS, flow | {"known_by": ["hours_filed"]}), [0, 360, np.nan])


def test_a_share_leaves_out_what_is_excluded_and_says_what_it_is_taken_over():
    passed = {"measure": "share", "kind": "flow", "plus": ["evaluated"], "by": "category",
              "exclude": ["未填"]}  # fmt: skip
    assert same(measured(EVALUATIONS, passed, ["优秀", "合格"]), [1, 2 / 3, np.nan])
    assert denominator(table(EVALUATIONS), indicator(**passed), YEARS).tolist() == [1, 3, 0]
    assert denominator(table(EVALUATIONS), indicator(**MEAN), YEARS).tolist() == [1, 3, 0]


def test_what_no_lab_did_can_be_left_out():
    rows = [
        ("standards", "2023-01-01", "新材料", place, "国际标准", 1) for place in ("a", "000000")
    ]
    total = {"measure": "total", "plus": ["standards"]}
    assert measured(rows, total) == [2, 2, 2]
    assert measured(rows, total | {"labs_only": True}) == [1, 1, 1]


INDUSTRY = pd.Series({"a": 3000.0, "b": 1000.0, "c": np.nan})


def test_labs_per_industry_leave_out_provinces_without_a_statistic():
    per = STOCK | {"measure": "per", "by": "province", "scale": 1000}
    assert same(measured(ROWS, per, weights=INDUSTRY), [0.5, 0.75, 0.5])
    elsewhere = [*ROWS, ("entries", "2023-01-01", "新材料", "c", "基础", 9)]
    assert same(measured(elsewhere, per, weights=INDUSTRY), [0.5, 0.75, 0.5])
    assert same(measured([], per, weights=INDUSTRY), [0, 0, 0])
    assert same(measured(ROWS, per, weights=INDUSTRY * np.nan), [np.nan] * 3)


def test_balance_is_the_weighted_gini_of_every_year_and_undefined_without_labs():
    index = STOCK | {"measure": "balance", "by": "province"}
    # 2023: all labs where 3/4 of industry is; 2024: 2 to 1 against 3 to 1; 2025: 1 to 1
    assert same(measured(ROWS, index, weights=INDUSTRY), [0.25, 3 / 4 - 2 / 3, 0.25])
    assert same(measured([], index, weights=INDUSTRY), [np.nan] * 3)
    assert same(measured(ROWS, index, weights=INDUSTRY[["a"]]), [np.nan] * 3)
    even = [("entries", "2023-01-01", "新材料", p, "基础", n) for p, n in (("a", 3), ("b", 1))]
    assert same(measured(even, index, weights=INDUSTRY), [0, 0, 0])


unhurried = settings(max_examples=40, deadline=None)
LIVES = st.lists(
    st.tuples(
        st.integers(2021, 2025),
        st.sampled_from(["新材料", "信息技术"]),
        st.sampled_from("abc"),
        st.sampled_from(["基础", "政策"]),
        st.integers(1, 9),
    ),
    max_size=12,
)


def stored(indicator, lives):
    """Rows of the drawn lives under one indicator, in the January of their year."""
    return [(indicator, f"{year}-01-01", *rest) for year, *rest in lives]


@unhurried
@given(lives=LIVES)
def test_pairs_never_exceed_the_product_of_the_words_and_the_share_stays_within_one(lives):
    definition = STOCK | {"by": ["domain", "category"]}
    pairs = measured(stored("entries", lives), definition | {"measure": "covered"}, PAIRS)
    single = [
        measured(stored("entries", lives), STOCK | {"measure": "covered", "by": by}, words)
        for by, words in (("domain", ["新材料", "信息技术"]), ("category", ["基础", "政策"]))
    ]
    assert all(max(a, b) <= n <= a * b for n, a, b in zip(pairs, *single, strict=True))
    share = measured(stored("entries", lives), definition | {"measure": "covered_share"}, PAIRS)
    assert share == [n / 4 for n in pairs]


@unhurried
@given(lives=LIVES)
def test_a_mean_lies_between_the_least_and_the_largest_statement(lives):
    one_each = [(*life[:4], 1) for life in lives]
    rows = stored("hours", lives) + stored("hours_filed", one_each)
    for year, mean in zip(YEARS, measured(rows, MEAN), strict=True):
        stated = [life[4] for life in lives if life[0] == year]
        assert np.isnan(mean) if not stated else min(stated) <= mean <= max(stated)


@unhurried
@given(lives=LIVES, weights=st.lists(st.floats(1, 1e5), min_size=3, max_size=3))
def test_a_province_outside_the_weights_changes_neither_index_nor_rate(lives, weights):
    industry = pd.Series(dict(zip("abc", weights, strict=True)))
    far = [*stored("entries", lives), ("entries", "2022-01-01", "新材料", "810000", "基础", 5)]
    for word, index in (("balance", gini), ("per", lambda x, w: overall_rate(x, w, 1.0))):
        definition = STOCK | {"measure": word, "by": "province"}
        result = measured(far, definition, weights=industry)
        assert same(result, measured(stored("entries", lives), definition, weights=industry))
        at_end = pd.Series(0.0, index=list("abc"))
        for _, _, place, _, labs in lives:
            at_end[place] += labs
        assert same(result[-1:], [index(at_end, industry)])
