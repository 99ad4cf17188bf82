"""Axes of a native chart: categories and values, or two scales; never cut off below zero."""

from briefings.exhibit import Exhibit
from briefings.shared.chart.model import Plot, axis_top, number_format
from briefings.shared.drawingml import GRID, MUTED, look, quote, run, stroke

FIRST, SECOND = "111111111", "222222222"
CROWDED_LETTERS_LESS_PT = 2.5  # points less where many names stand side by side
MIN_LETTERS_PT = 9.0  # points of the smallest letters
MAX_NAMES_ON_AXIS = 16  # categories whose names all stand under the axis of years


def axes(exhibit: Exhibit, drawn: tuple[Plot, ...], size: float) -> str:
    """The axes that the plots share; a ring has none."""
    shape = drawn[0].shape
    if shape == "ring":
        return ""
    if shape in ("point", "curve"):
        return _scales(exhibit, drawn, size)
    flat = shape == "bar"
    values = [v for plot in drawn for trace in plot.traces for v in trace.values if v is not None]
    low = "" if min(values, default=0) < 0 else '<c:min val="0"/>'
    high = '<c:max val="1"/>' if drawn[0].grouping == "percentStacked" else ""
    top = axis_top([trace for plot in drawn for trace in plot.traces], exhibit.unit)
    if top is not None:
        high = f'<c:max val="{top!r}"/>'
    # where every bar has its number the axis would only say it again
    whole = drawn[0].grouping == "percentStacked"
    written = all(trace.labels for trace in drawn[0].traces if trace.color)
    is_labelled = shape in ("column", "bar") and written and not whole
    form = "0%" if whole else number_format(exhibit)
    value = _axis(
        "valAx",
        SECOND,
        FIRST,
        "l" if not flat else "b",
        form,
        size,
        scaling=f'<c:orientation val="minMax"/>{high}{low}',
        hidden=is_labelled,
        grid=not is_labelled,
        tail=f'<c:crosses val="{"max" if flat else "autoZero"}"/><c:crossBetween val="between"/>',
    )
    order = "maxMin" if flat else "minMax"
    skip = 1 + (len(exhibit.categories) - 1) // MAX_NAMES_ON_AXIS if shape == "line" else 1
    category = _axis(
        "catAx",
        FIRST,
        SECOND,
        "l" if flat else "b",
        "@",
        crowded_letters(exhibit, shape, size),
        scaling=f'<c:orientation val="{order}"/>',
        low="low",
        level=flat,
        tail='<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:tickLblSkip val="{skip}"/>'
        '<c:noMultiLvlLbl val="1"/>',
    )
    return category + value


def crowded_letters(exhibit: Exhibit, shape: str, size: float) -> float:
    """Points of letters beside each bar or column: smaller ones where there are many of these."""
    most = {"bar": 18, "column": 10}.get(shape, len(exhibit.categories))
    if len(exhibit.categories) <= most:
        return size
    return max(MIN_LETTERS_PT, size - CROWDED_LETTERS_LESS_PT)


def _scales(exhibit: Exhibit, drawn: tuple[Plot, ...], size: float) -> str:
    """Two axes of numbers, each with what it measures; between two shares both end at one."""
    curve = drawn[0].shape == "curve"
    reach = '<c:orientation val="minMax"/>' + ('<c:max val="1"/>' if curve else "")
    reach += '<c:min val="0"/>'
    forms = ("0%", "0%") if curve else ("#,##0", number_format(exhibit))
    names = (exhibit.x_name, exhibit.lines[0].name if exhibit.lines else "")
    pairs = ((FIRST, SECOND, "b"), (SECOND, FIRST, "l"))
    return "".join(
        _axis(
            "valAx",
            own,
            other,
            side,
            form,
            size,
            scaling=reach,
            title=name,
            grid=True,
            tail='<c:crosses val="autoZero"/><c:crossBetween val="midCat"/>',
        )
        for (own, other, side), form, name in zip(pairs, forms, names, strict=True)
    )


def _axis(
    tag: str,
    own: str,
    other: str,
    side: str,
    form: str,
    size: float,
    *,
    scaling: str,
    tail: str,
    title: str = "",
    grid: bool = False,
    hidden: bool = False,
    low: str = "nextTo",
    level: bool = False,
) -> str:
    """One axis; level: its names stand level whatever their number, so that none is left out."""
    lines = f"<c:majorGridlines><c:spPr>{stroke(GRID, 0.75)}</c:spPr></c:majorGridlines>"
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling>{scaling}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{lines if grid else ""}'
        f'{_title(title, size)}<c:numFmt formatCode={quote(form)} sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{low}"/>'
        f"<c:spPr>{stroke(GRID, 0.75)}</c:spPr>{look(size, MUTED, level)}"
        f'<c:crossAx val="{other}"/>{tail}</c:{tag}>'
    )


def _title(words: str, size: float) -> str:
    if not words:
        return ""
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>{run(words, size, MUTED)}</a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
