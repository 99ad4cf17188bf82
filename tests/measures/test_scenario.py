"""A scenario read from its text and written back, its labs counted where they belong."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.scenario import (
    MAX_LABS_PLACED,
    Fault,
    Placement,
    additions,
    by_region,
    change_scenario,
    covering,
    parse,
    write_scenario,
)

DOMAINS = ["新材料", "生物医药"]
CODES = {"420000": "湖北", "610000": "陕西", "650000": "新疆", "810000": "香港"}
SPELLINGS = {form: code for code, name in CODES.items() for form in (code, name)}
OUTSIDE = {"810000"}


def read(text):
    return parse(text, SPELLINGS, DOMAINS, OUTSIDE)


def series(**values):
    return pd.Series(values, dtype=float)


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  ", "_,;"])
def test_no_text_is_an_empty_scenario(text):
    assert read(text) == ((), ())
    assert write_scenario(()) == ""


@pytest.mark.parametrize(
    ("text", "labs"),
    [("420000", 1), ("420000:2", 2), ("湖北-2", 2), ("湖北：３", 3), ("420000-1,湖北_湖北", 3)],
)
def test_a_province_by_code_or_name_with_or_without_a_number(text, labs):
    assert read(text) == ((Placement("420000", "", labs),), ())


def test_a_placement_may_name_a_domain():
    scenario, faults = read("610000-生物医药-2、陕西:新材料，湖北")
    assert faults == ()
    assert scenario == (
        Placement("420000", "", 1),
        Placement("610000", "新材料", 1),
        Placement("610000", "生物医药", 2),
    )


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("火星-2", "province"),
        ("香港-1", "no_statistics"),
        ("湖北-魔法", "domain"),
        ("湖北-魔法-2", "domain"),
        ("湖北-新材料-生物医药-2", "domain"),
        ("湖北-", "domain"),
        ("湖北-0", "count"),
        ("湖北-100", "count"),
        ("湖北-" + "9" * 5000, "count"),
        ("湖北-1.5", "domain"),
        ("=湖北", "province"),
    ],
)
def test_a_wrong_part_is_named_and_the_rest_is_kept(part, reason):
    assert read(f"610000-1_{part}") == ((Placement("610000", "", 1),), (Fault(part, reason),))


def test_a_sum_beyond_the_most_is_a_wrong_part():
    assert read(f"湖北-{MAX_LABS_PLACED}_湖北") == (
        (Placement("420000", "", MAX_LABS_PLACED),),
        (Fault("湖北", "count"),),
    )


placements = st.dictionaries(
    st.tuples(st.sampled_from(["420000", "610000", "650000"]), st.sampled_from(["", *DOMAINS])),
    st.integers(1, MAX_LABS_PLACED),
)


@given(placements)
def test_what_is_written_is_read_back(places):
    scenario = ()
    for (province, domain), labs in places.items():
        scenario = change_scenario(scenario, province, domain, labs, DOMAINS)
    assert read(write_scenario(scenario)) == (scenario, ())
    assert sum(p.labs for p in scenario) == sum(places.values())


@given(st.text())
def test_any_text_is_read_or_named(text):
    scenario, faults = read(text)
    assert all(1 <= p.labs <= MAX_LABS_PLACED for p in scenario)
    assert all(fault.part in text for fault in faults)


def test_one_more_and_one_fewer():
    placed = change_scenario((), "420000", "", 1, DOMAINS)
    assert placed == (Placement("420000", "", 1),)
    assert change_scenario(placed, "420000", "", -1, DOMAINS) == ()
    assert change_scenario((), "420000", "", -1, DOMAINS) == ()
    assert change_scenario(placed, "420000", "", 500, DOMAINS)[0].labs == MAX_LABS_PLACED


# --- counts ---------------------------------------------------------------------------------------

SCENARIO = (
    Placement("420000", "", 1),
    Placement("420000", "新材料", 2),
    Placement("650000", "生物医药", 4),
)


def test_without_a_domain_in_scope_every_lab_counts():
    assert additions(SCENARIO, ["420000", "610000", "650000"]).to_dict() == {
        "420000": 3.0, "610000": 0.0, "650000": 4.0,
    }  # fmt: skip


def test_a_lab_outside_the_scope_does_not_count():
    assert additions(SCENARIO, ["420000"], ["新材料"]).to_dict() == {"420000": 2.0}
    assert additions((), ["420000"]).to_dict() == {"420000": 0.0}
    assert additions(SCENARIO, []).empty


def test_a_lab_with_a_domain_fills_its_cell_and_one_without_fills_none():
    matrix = pd.DataFrame({"420000": [0, 1], "650000": [0, 0]}, index=DOMAINS)
    filled = covering(matrix, SCENARIO)
    assert filled.values.tolist() == [[2, 0], [1, 4]]
    assert matrix.values.tolist() == [[0, 0], [1, 0]]  # the given one is not changed


def test_regions_add_up_their_provinces_and_only_those_in_scope_appear():
    matrix = pd.DataFrame([[1, 2, 3]], index=["新材料"], columns=["420000", "610000", "650000"])
    region_of = {"420000": "中部", "610000": "西部", "650000": "西部", "210000": "东北"}
    table = by_region(matrix, region_of, ["东部", "中部", "西部", "东北"])
    assert table.columns.tolist() == ["中部", "西部"]
    assert table.loc["新材料"].tolist() == [1, 5]
