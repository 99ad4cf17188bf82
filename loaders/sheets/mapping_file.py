"""A mapping file read and checked key by key, so that a slip is named before any register is."""

import dataclasses
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from catalog.definitions import Column, catalog, read_toml
from loaders.cells.dates import YearColumn
from loaders.cells.vocabulary import CatchAllColumn
from loaders.os_errors import failure_sentence
from loaders.sheets.mapping import PART, Mapping, RegisterMapping

_SHAPES = {
    "files": str,
    "sheet": str,
    "headings": dict,
    "constants": dict,
    "defaults": dict,
    "values": dict,
    "templates": dict,
    "join": list,
    "plausible": list,
    "precision": dict,
    "bounds": dict,
}
_NAMES = {str: "文字", dict: "表", list: "数组", date: "日期"}


class MappingError(ValueError):
    """A mapping file that cannot be used; the sentence says which key and why."""


def read_mapping(path: str | None) -> Mapping:
    """The mapping of a file, or one that maps nothing. Raises MappingError."""
    if path is None:
        return Mapping()
    try:
        raw = read_toml(Path(path))
    except (OSError, ValueError) as failure:
        raise MappingError(f"映射文件《{path}》无法读取：{_why(failure)}") from failure
    try:
        return _mapping(raw)
    except MappingError as fault:
        raise MappingError(f"映射文件《{path}》{fault}") from fault


def _why(failure: OSError | ValueError) -> str:
    if isinstance(failure, OSError):
        return failure_sentence(failure)
    if isinstance(failure, UnicodeDecodeError):
        return "不是 UTF-8 文本"
    found = re.search(r"line (\d+), column (\d+)", str(failure))
    return f"第 {found[1]} 行第 {found[2]} 列不合 TOML 的写法" if found else "结尾不合 TOML 的写法"


def _mapping(raw: dict) -> Mapping:
    head = {}
    for key, shape in (("title", str), ("note", str), ("as_of", date)):
        if key in raw:
            head[key] = _shaped(f"“{key}”", raw.pop(key), shape)
    unknown = [key for key in raw if key not in catalog().registers]
    if unknown:
        names = "、".join(catalog().registers)
        raise MappingError(f"中的“{unknown[0]}”不是登记册；可用：{names}")
    return Mapping(**head, registers=tuple(_register(name, raw[name]) for name in raw))


def _shaped(where: str, value: object, shape: type) -> object:
    if not isinstance(value, shape) or isinstance(value, datetime):
        raise MappingError(f"{where}应当是{_NAMES[shape]}")
    return value


def _register(name: str, table: dict) -> RegisterMapping:
    where, register = f"[{name}] 中的", catalog().registers[name]
    _shaped(f"[{name}] ", table, dict)
    for key, value in table.items():
        if key not in _SHAPES:
            raise MappingError(f"{where}“{key}”不是可用的键；可用：{'、'.join(_SHAPES)}")
        _shaped(f"{where}“{key}”", value, _SHAPES[key])
    _check_columns(where, register.columns, table)
    _check_words(where, table)
    columns = {c.name: _column(where, c, table) for c in register.columns.values()}
    return RegisterMapping(
        register=dataclasses.replace(register, columns=columns),
        join=tuple(table.get("join", ())),
        plausible=tuple(table.get("plausible", ())),
        **{
            k: table[k]
            for k in ("files", "sheet", "headings", "constants", "defaults", "values", "templates")
            if k in table
        },
    )


def _check_columns(where: str, columns: dict[str, Column], table: dict) -> None:
    """Every column named exists and comes from one place only."""
    given = [
        *table.get("headings", {}).values(),
        *table.get("constants", {}),
        *table.get("templates", {}),
    ]
    named = [
        *given,
        *table.get("join", ()),
        *table.get("plausible", ()),
        *(c for key in ("defaults", "values", "precision", "bounds") for c in table.get(key, {})),
    ]
    for column in named:
        if not isinstance(column, str) or column not in columns:
            raise MappingError(f"{where}“{column}”不是该登记册的列；可用：{'、'.join(columns)}")
    for column, times in Counter(given).items():
        if times > 1:
            raise MappingError(f"{where}列“{column}”有不止一个出处")
    for column in table.get("join", ()):
        if columns[column].kind != "text":
            raise MappingError(f"{where}“join”只能用于文字列，“{column}”不是")


def _check_words(where: str, table: dict) -> None:
    """Constants, defaults and values are single words, numbers or days; templates have parts."""
    single = {"constants": table.get("constants", {}), "defaults": table.get("defaults", {})}
    for column, pairs in table.get("values", {}).items():
        single[f"values.{column}"] = _shaped(f"{where}“values.{column}”", pairs, dict)
    for key, pairs in single.items():
        for name, value in pairs.items():
            if isinstance(value, dict | list):
                raise MappingError(f"{where}“{key}.{name}”应当是一个值")
    for column, template in table.get("templates", {}).items():
        text = _shaped(f"{where}“templates.{column}”", template, str)
        if not PART.search(text):
            raise MappingError(f"{where}“templates.{column}”没有 {{表头}}；固定的值请用 constants")


def _column(where: str, column: Column, table: dict) -> Column:
    bounds = _shaped(
        f"{where}“bounds.{column.name}”", table.get("bounds", {}).get(column.name, {}), dict
    )
    if bounds and column.kind not in ("date", "number", "target", "year"):
        raise MappingError(f"{where}“bounds.{column.name}”只能用于日期和数值列")
    for end, value in bounds.items():
        fits = date if column.kind == "date" else int | float
        if end not in ("min", "max") or not isinstance(value, fits) or isinstance(value, datetime):
            raise MappingError(f"{where}“bounds.{column.name}.{end}”应当是 min 或 max 加日期或数")
    changed = {k: v.isoformat() if isinstance(v, date) else v for k, v in bounds.items()}
    column = dataclasses.replace(column, **changed)
    catch_all = table.get("values", {}).get(column.name, {}).get("*")
    if catch_all is not None and column.kind in ("code", "codes", "domain", "domains"):
        values = {f.name: getattr(column, f.name) for f in dataclasses.fields(column)}
        return CatchAllColumn(**values, catch_all=catch_all)
    precision = table.get("precision", {}).get(column.name)
    if precision is None:
        return column
    if precision != "year" or column.kind != "date":
        raise MappingError(f'{where}“precision.{column.name}”只能是日期列的 "year"')
    return YearColumn(**{f.name: getattr(column, f.name) for f in dataclasses.fields(column)})
