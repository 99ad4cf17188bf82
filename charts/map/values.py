"""What a province map says: each province's value in words and colours, and the key to them."""

import math
from dataclasses import dataclass

import pandas as pd

from catalog.definitions import catalog
from catalog.sentences import Words
from charts.map.classes import NO_DATA, OUTSIDE, Shade, shade_of, shades
from charts.spec import ChartSpec
from charts.theme import number


@dataclass(frozen=True)
class Province:
    """What the map says of one province: `printed` is its value in words, "" without one.

    colours are fill and ink, tokens among them; `missing` says why there is no value: no data, not
    defined, or outside what the reader chose.
    """

    code: str
    name: str
    printed: str
    colours: tuple[str, str]
    missing: str = ""


@dataclass(frozen=True)
class MapValues:
    """All provinces, the entries of the key as (label, fill) from low to high, and its title."""

    provinces: tuple[Province, ...]
    key: tuple[tuple[str, str], ...]
    key_title: str


def map_values(spec: ChartSpec, t: Words) -> MapValues:
    """Provinces and key of a spec of kind map, as every surface shows them."""
    values, digits = _values(spec), _digits(spec)
    classes = shades(values.values(), digits)
    provinces = tuple(
        _province(code, value, shade_of(value, classes, digits), spec, t)
        for code, value in values.items()
    )
    return MapValues(provinces, tuple(_key(provinces, classes, spec, t)), _key_title(spec))


def _values(spec: ChartSpec) -> dict[str, float]:
    """Value of every province, NaN where the frame has none: missing is never 0."""
    codes = catalog().provinces.code
    if spec.frame.empty:
        return dict.fromkeys(codes, math.nan)
    fill = pd.to_numeric(spec.frame[spec.series[0].column]).astype(float)
    fill_by_code = dict(zip(spec.frame[spec.x].astype(str), fill, strict=True))
    return {code: float(fill_by_code.get(code, math.nan)) for code in codes}


def _digits(spec: ChartSpec) -> int:
    """Decimals of the values themselves: shares are printed in percent."""
    return spec.decimals + (2 if spec.unit == "%" else 0)


def _print_value(value: float, spec: ChartSpec) -> str:
    # + 0.0 turns minus zero, left by rounding, into zero
    return number(round(value, _digits(spec)) + 0.0, spec.decimals, spec.unit)


def _province(code: str, value: float, shade: Shade | None, spec: ChartSpec, t: Words) -> Province:
    name = spec.names.get(code, code)
    if shade is not None:
        return Province(code, name, _print_value(value, spec), (shade.fill, shade.ink))
    if code in spec.options.outside:
        return Province(code, name, "", OUTSIDE, t("map.outside"))
    listed = not spec.frame.empty and code in set(spec.frame[spec.x].astype(str))
    word = spec.gap if listed else ""
    return Province(code, name, "", NO_DATA, word or t("map.no_data"))


def _key(
    provinces: tuple[Province, ...], classes: list[Shade], spec: ChartSpec, t: Words
) -> list[tuple[str, str]]:
    """The key: zero, the classes from low to high, and what stands where there is no value."""
    entries = [(_class_label(shade, spec, t), shade.fill) for shade in classes]
    for colours in (NO_DATA, OUTSIDE):
        reasons = dict.fromkeys(p.missing for p in provinces if p.colours == colours)
        if reasons:
            entries.append((t.join(reasons), colours[0]))
    return entries


def _class_label(shade: Shade, spec: ChartSpec, t: Words) -> str:
    if shade.low == shade.high == 0:
        return t("map.zero")
    low, high = _print_value(shade.low, spec), _print_value(shade.high, spec)
    return low if low == high else f"{low}～{high}"


def _key_title(spec: ChartSpec) -> str:
    """The unit over the key; a percent sign stands at every number already."""
    return "" if spec.unit in ("", "%") else f"（{spec.unit}）"
