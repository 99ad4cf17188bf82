"""A scope and its address: there and back, unknown words named, nothing widened in silence."""

import time
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.definitions import catalog
from content.scope_url import compose_scope, find_years, read_query, write_query
from loaders.store.published import open_published
from measures.scope import Scope

CODES = list(catalog().mainland.code)


@pytest.fixture(scope="module")
def published(sample_tables):
    return open_published(sample_tables)


def test_a_scope_without_restriction_has_no_address(published):
    start, end = find_years(published, catalog())
    assert write_query(Scope(start=start, end=end), published, catalog()) == ""
    assert read_query("", published, catalog()) == (Scope(start=start, end=end), [])


def test_an_unknown_word_is_named(published):
    scope, strange = read_query("province=湖北&domain=炼金术&period=1800&period=2025", published,
                              catalog())  # fmt: skip
    assert scope.provinces == ("420000",) and scope.domains == ()
    assert strange == ["炼金术", "1800", "2025"]


@given(
    domains=st.lists(st.sampled_from(catalog().domains), unique=True),
    codes=st.lists(st.sampled_from(CODES), unique=True, max_size=4),
    regions=st.lists(st.sampled_from(list(catalog().regions)), unique=True),
    years=st.lists(st.integers(2022, 2026), min_size=2, max_size=2).map(sorted),
)
def test_there_and_back(published, domains, codes, regions, years):
    chosen = Scope(tuple(domains), tuple(codes), tuple(regions), *years)
    scope = compose_scope(domains, tuple(codes), regions, tuple(years), catalog())
    assert read_query(write_query(chosen, published, catalog()), published, catalog()) == (
        scope,
        [],
    )


def test_whatever_the_order_of_choosing_it_is_the_same_scope(published):
    scopes = {
        read_query(query, published, catalog())[0]
        for query in (
            "domain=高端制造&domain=新材料&region=东部&region=中部",
            "domain=新材料&domain=高端制造&region=中部&region=东部",
        )
    }
    assert len(scopes) == 1


@pytest.mark.parametrize(
    "query", ["province=湖北&domain=新材料&region=中部",
              "province=Hubei&domain=New+materials&region=Central",
              "province=Hubei&province=湖北&domain=新材料&region=Central"]
)  # fmt: skip
def test_either_language_names_the_same_scope(query, published):
    start, end = find_years(published, catalog())
    result = Scope(("新材料",), ("420000",), ("中部",), start, end)
    assert read_query(query, published, catalog()) == (result, [])


def test_as_many_unknown_provinces_as_a_file_can_hold_are_read_in_no_time(published):
    """Of the processor: they took 11 s where each was compared with every province."""
    words = [f"x{number}" for number in range(20_000)]
    begun_s = time.process_time()
    _, strange = read_query(urlencode([("province", word) for word in words]), published,
                            catalog())  # fmt: skip
    assert strange == words
    assert time.process_time() - begun_s < 3
