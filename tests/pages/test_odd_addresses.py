"""Whatever an address says, its page is drawn, and what no control knows is named."""

import random

import orjson
import pytest

from catalog.definitions import words
from content.page_address import PAGES as OFFERS
from tests.loaders.endurance.extent import rounds
from tests.pages.frame import first_run, opened
from tests.pages.markdown import plain
from tests.pages.test_pages import CHARTED
from widgets.briefing import draft
from widgets.frame import address as opened_address

PAGES = ("overview", "milestones", "domains", "breakthroughs", "standards", "lifecycle", "layout",
         "siting", "province", "compare", "data_and_methods", "how_to_read", "briefing", "lab",
         "wall")  # fmt: skip
PARAMETERS = (
    "lang", "domain", "region", "province", "period", "group", "clause", "tab", "year", "measure",
    "entries", "horizon", "hold", "quotient", "dots",
    "place", "lab", "lab_page", "weight", "k", "only", "without", "a", "b",
    "edited", "of", "with", "id", "part", "title", "scenes", "dwell", "pin", "look", "motion",
    "name", "wall", "nothing_of_ours", "q", "kind", "status", "level", "ics", "ccs", "sort",
    "row_page", "evidence", "evidence_of", "evidence_q", "evidence_page", "table",
)  # fmt: skip
ODD = (
    "", " ", "inf", "-inf", "nan", "1e309", "9" * 400, "-1", "0", "1.5", "1", "2", "07", "2024",
    "2022", "2026", "1999", "２０２４", "²", "true", "TRUE", "None", "null", "[]", "{}", "{x}", "%",
    "\x00", "\ud7ff", "\u2066", "a" * 500, "湖" * 300, "../..", "[x](http://evil.example)",
    "<script>", "$x^2$", ":red[x]", "zh", "en", "fr", "A", "方案 A", "Scenario B", "湖北", "Hubei",
    "湖南", "香港", "火星", "新材料", "东部", "领域与省份", "Over time", "区位商", "2025 年目标",
    "规模适度", "420000-2", "420000:2,湖北", "420000-9999999", "-_-", "domains/domain_totals",
    "lifecycle/lifecycle_careers", "milestones_outlook/outlook_labs",
    "milestones_outlook/outlook_need?entries=10&horizon=2035&hold=120",
    "milestones_outlook/outlook_labs?entries=inf", "domains/domain_totals?k=1", "moon/x", "/",
    "国际标准", "25", "-title", "goals",
    "map,month", "dark", "off", "default", "goal_2035_scale_labs_in_operation",
)  # fmt: skip


def draw_address(chance: random.Random) -> dict[str, list[str]]:
    """Some parameters, each with some odd words."""
    names = chance.sample(PARAMETERS, chance.randint(1, 6))
    return {name: chance.choices(ODD, k=chance.choice((1, 1, 1, 2, 3))) for name in names}


def broken(page: str, at) -> str:
    """Why a page of the application is no picture; "" where it is."""
    if at.exception:
        return at.exception[0].value
    if page == "wall":
        sent = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
        wall = next(payload for payload in sent if "edition" in payload)
        failed = {words(language)("wall.failed") for language in ("zh", "en")}
        return wall["fault"] if wall["fault"] in failed else ""
    return "" if at.title and not at.error else "no title, or an error"


@pytest.fixture
def new_sessions(monkeypatch, sample_tables):
    """Every run is the first of a session, over the sample."""
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    monkeypatch.setattr(opened_address, "_sessions", list)
    monkeypatch.setattr(draft, "_drafts", list)
    first_run()  # now: within a test its own address would be the first one of that session


# sixty in `make test`: every page some five times
@pytest.mark.endurance
def test_no_address_breaks_a_page(new_sessions):
    chance = random.Random(20261128)
    faults = []
    for number in range(rounds(60, 20_000)):
        page, request = PAGES[number % len(PAGES)], draw_address(chance)
        if reason := broken(page, opened(page, request)):
            faults.append((page, request, reason))
    assert faults == []


ONCE_BROKEN = [
    ("overview", {"lang": [""]}),
    ("milestones", {"group": [""]}),
    ("milestones", {"group": ["情景推演"], "entries": ["inf"], "horizon": ["2031 年"]}),
    ("layout", {"measure": [""]}),
    ("siting", {"weight": [""], "edited": [""], "k": ["inf"]}),
    ("siting", {"k": ["1e309", "9" * 400]}),
    ("briefing", {"part": ["domains/domain_totals", "domains/domain_totals"]}),
    ("wall", {"period": ["9" * 5000, "2024"]}),
]  # fmt: skip


def test_addresses_that_once_broke_a_page(new_sessions):
    assert [case for case in ONCE_BROKEN if broken(case[0], opened(*case))] == []


def test_the_wall_names_whatever_of_its_address_it_does_not_take(new_sessions):
    # parameter -> a word that it cannot mean; that which has no meaning at all last
    odd = {
        "scenes": "weather", "dwell": "1e309", "pin": "sky", "look": "neon", "motion": "fast",
        "lang": "fr", "wall": "nowhere", "domain": "火星", "region": "月球", "province": "香港",
        "period": "9" * 5000, "of": "湖北",
    }  # fmt: skip
    at = opened("wall", {key: [word] for key, word in odd.items()})
    assert broken("wall", at) == ""
    sent = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    notes = next(payload["notes"] for payload in sent if "edition" in payload)
    assert [key for key, word in odd.items() if not any(word[:30] in note for note in notes)] == []
    assert max(map(len, notes)) <= 200


def test_what_the_drawn_page_does_not_know_is_named(monkeypatch, new_sessions):
    """Charts that the page has not, an indicator and a page of rows that the dialog has not."""
    session: list = []
    monkeypatch.setattr(opened_address, "_sessions", lambda: session)
    figure = "goal_2035_scale_labs_in_operation"
    asked = {"table": [figure, "moon"], "evidence_of": ["累计进入"], "evidence_page": ["7"]}
    at = opened("milestones", {"clause": ["规模适度"], "evidence": [figure], **asked})
    named = {plain(box.value).split("：")[1] for box in at.warning if "略过" in box.value}
    assert named == {"table=moon", "evidence_of=累计进入", "evidence_page=7"}
    assert at.query_params["table"] == figure


def test_what_a_page_does_not_know_is_named_there_alone(monkeypatch, new_sessions):
    session: list = []
    monkeypatch.setattr(opened_address, "_sessions", lambda: session)
    at = opened("siting", {"k": ["inf", "3"], "of": ["湖北"], "lang": ["fr"], "weight": [""]})
    named = [plain(box.value) for box in at.warning if "略过" in box.value]
    assert named == ["网址里有本页不认识的内容，已略过：k=inf、of=湖北、lang=fr"]
    assert at.query_params == {"k": "3"}
    later = opened("overview", {})
    assert [box.value for box in later.warning if "略过" in box.value] == []


def test_pages_with_controls_are_pages():
    assert set(OFFERS) < set(PAGES)


def test_a_link_may_name_a_province_in_any_form(new_sessions):
    meant = {"湖北省": "湖北", "Hubei Province": "湖北", "42": "湖北", "gd": "广东", "蜀": "四川"}
    wrong = []
    for word, province in meant.items():
        at = opened("domains", {"province": [word], "of": ["nothing"]})
        warnings = [plain(box.value) for box in at.warning if "略过" in box.value]
        if at.query_params.get("province") != province or any(word in text for text in warnings):
            wrong.append((word, dict(at.query_params), warnings))
    assert wrong == []


def test_rows_of_a_figure_that_the_page_has_not_are_named(new_sessions):
    for page, figure in (("domains", "no_such_figure"), ("overview", "\x00")):
        at = opened(page, {"evidence": [figure]})
        named = [plain(box.value) for box in at.warning if "略过" in box.value]
        assert named == [f"网址里有本页不认识的内容，已略过：evidence={figure}"]
        assert "evidence" not in at.query_params
    figure = "goal_2035_scale_labs_in_operation"
    at = opened("milestones", {"clause": ["规模适度"], "evidence": [figure]})
    assert [box.value for box in at.warning if "略过" in box.value] == []


def test_filters_that_exclude_each_other_are_mended_by_a_button(monkeypatch, new_sessions):
    session: list = []
    monkeypatch.setattr(opened_address, "_sessions", lambda: session)
    # the button | the filter that stays
    remedies = {
        "drop_region_domains": {"province": "四川"},
        "drop_province_domains": {"region": "东部"},
    }
    for key, rest in remedies.items():
        session.clear()
        at = opened("domains", {"region": ["东部"], "province": ["四川"]})
        assert [at.button(key=key).label for key in remedies] == ["去掉东部", "去掉四川"]
        at.button(key=key).click().run()
        assert dict(at.query_params) == rest and not at.exception
        assert [button.key for button in at.button if button.key in remedies] == []


def test_the_remedies_stand_wherever_no_province_is_left(new_sessions):
    lacking = []
    for page in set(CHARTED) - {"province", "compare"}:  # these keep to no filter of places
        at = opened(page, {"region": ["东部", "中部"], "province": ["四川"]})
        if not {"去掉东部、中部", "去掉四川"} <= {plain(button.label) for button in at.button}:
            lacking.append(page)
    assert lacking == []
