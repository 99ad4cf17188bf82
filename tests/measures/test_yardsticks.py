"""Our indices against two published libraries where theirs are defined; their traps, avoided."""

import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measures.balance import gini, location_quotient, morans_i, theil, theil_decomposition
from measures.moran import weighted_morans_i
from measures.rates import standardise_rates

relaxed = settings(max_examples=25, deadline=None)
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning:esda")
labs = st.lists(st.integers(0, 40), min_size=3, max_size=12).filter(any)
RING = [(k, (k + 1) % 9) for k in range(9)]


@pytest.fixture(scope="module")
def theirs() -> SimpleNamespace:
    """The two libraries, which take seconds to import: not where this file is only collected."""
    import esda
    from inequality.gini import Gini
    from inequality.theil import Theil, TheilD
    from libpysal.graph import Graph

    return SimpleNamespace(esda=esda, Gini=Gini, Theil=Theil, TheilD=TheilD, Graph=Graph)


def graph(theirs, edges, n):
    both = [*edges, *((b, a) for a, b in edges)]
    adjacency = theirs.Graph.from_arrays(*zip(*both, strict=True), np.ones(len(both)))
    assert adjacency.n == n
    return adjacency.transform("r")


@relaxed
@given(labs)
def test_gini_and_theil_without_weights(theirs, values):
    x = np.array(values, dtype=float)
    assert gini(values) == pytest.approx(theirs.Gini(x).g, abs=1e-12)
    assert theil(values) == pytest.approx(theirs.Theil(x).T, abs=1e-9)


@relaxed
@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from("ABC")), min_size=3, max_size=12))
def test_theil_between_and_within(theirs, rows):
    x, groups = zip(*rows, strict=True)
    result = theirs.TheilD(np.array(x, dtype=float), np.array(groups))
    between, within = theil_decomposition(x, groups)
    assert between == pytest.approx(float(result.bg[0]), abs=1e-9)
    assert within == pytest.approx(float(result.wg[0]), abs=1e-9)


@relaxed
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_moran_on_a_ring(theirs, values):
    assume(len(set(values)) > 1)
    moran = theirs.esda.Moran(np.array(values, dtype=float), graph(theirs, RING, 9), permutations=0)
    i, expected, _ = morans_i(values, RING)
    assert i == pytest.approx(moran.I, abs=1e-12)
    assert expected == pytest.approx(moran.EI)


def test_moran_p_is_theirs_up_to_the_draw(theirs):
    values, row = list(range(9)), RING[:-1]
    np.random.seed(1)
    moran = theirs.esda.Moran(
        np.array(values, dtype=float), graph(theirs, row, 9), permutations=9999
    )
    assert morans_i(values, row)[2] == pytest.approx(moran.p_sim, abs=0.002)


def test_moran_with_directed_weights(theirs):
    rng = np.random.default_rng(3)
    y, far = rng.normal(size=6), rng.random((6, 6))
    np.fill_diagonal(far, 0)
    frame = pd.DataFrame(far).stack().rename_axis(["focal", "neighbor"]).rename("weight")
    moran = theirs.esda.Moran(y, theirs.Graph(frame[frame > 0]).transform("r"), permutations=0)
    assert weighted_morans_i(y, pd.DataFrame(far))[0] == pytest.approx(moran.I)


@relaxed
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 60)), min_size=9, max_size=9))
def test_empirical_bayes_rates(theirs, rows):
    x, n = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    assume(x.sum() > 0 and np.ptp(x / n) > 1e-9)
    ours = standardise_rates(pd.Series(x), pd.Series(n))
    assert ours.to_numpy() == pytest.approx(theirs.esda.smoothing.assuncao_rate(x, n))
    moran = theirs.esda.Moran_Rate(x, n, graph(theirs, RING, 9), permutations=0)
    assert morans_i(ours, RING)[0] == pytest.approx(moran.I)


# --- what the libraries let through and we do not ----------------------------------------------


def test_nothing_anywhere_is_no_equality_and_no_cluster(theirs):
    """Theirs: Theil 0.0, the sign of perfect equality, and p 0.001."""
    nothing = np.zeros(9)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert theirs.Theil(nothing).T == 0.0
        assert theirs.esda.Moran(nothing, graph(theirs, RING, 9), permutations=999).p_sim == 0.001
    assert np.isnan(theil(nothing)) and np.isnan(gini(nothing))
    assert np.isnan(morans_i(nothing, RING)).all()


@pytest.mark.parametrize("values", [[7] * 9, [1, 2, np.nan, *range(6)]], ids=["constant", "gap"])
def test_a_constant_or_a_gap_has_no_significance(values):
    assert np.isnan(morans_i(values, RING)).all()


def test_a_base_of_zero_leaves_its_province_out():
    rates = standardise_rates(pd.Series([2.0, 3.0, 4.0]), pd.Series([10.0, 0.0, 5.0]))
    assert rates.isna().tolist() == [False, True, False]
    both = standardise_rates(pd.Series([2.0, 4.0]), pd.Series([10.0, 5.0]))
    assert rates.dropna().tolist() == pytest.approx(both.tolist())
    assert standardise_rates(pd.Series([0.0, 0.0]), pd.Series([1.0, 2.0])).isna().all()


def test_zeros_in_a_plain_list_are_zeros(theirs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.isnan(theirs.Theil([0, 1, 3]).T)
    assert theil([0, 1, 3]) == pytest.approx(theil(np.array([0.0, 1.0, 3.0])))


def test_two_columns_and_negative_counts_are_refused(theirs):
    """Theirs pools an (n, 2) array and takes negative values."""
    assert theirs.Gini(np.array([[1.0, 2.0], [3.0, 4.0]])).g > 0
    with pytest.raises(ValueError, match="one value per unit"):
        gini(np.array([[1.0, 2.0], [3.0, 4.0]]))
    with pytest.raises(ValueError, match="negative"):
        gini([3, -1])


def test_missing_is_not_zero_in_any_index():
    with_gap, with_zero = [1, 3, np.nan], [1, 3, 0]
    assert gini(with_gap) == gini([1, 3]) != gini(with_zero)
    assert theil(with_gap) == theil([1, 3]) != theil(with_zero)


def test_a_province_without_labs_has_no_quotient():
    quotient = location_quotient(pd.DataFrame({"a": [2, 0], "b": [1, 0]}))
    assert quotient.iloc[1].isna().all()
