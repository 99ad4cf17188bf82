"""Units as written: what 万元 or 10 000 yuan measures, how large it is, and how it becomes ours."""

import functools
import re
from dataclasses import dataclass
from fractions import Fraction

from catalog.definitions import Catalog, catalog
from loaders.text import fold, plain

_DIGITS = re.compile(r"\d+(?:[,，' ]\d{3})*")
_POWER_OF_TEN = re.compile(r"10\^(\d)(?!\d)")


@dataclass(frozen=True)
class Unit:
    """A unit as written: what it measures and its size; size None where it cannot be converted."""

    text: str
    quantity: str
    size: Fraction | None


@dataclass(frozen=True)
class Conversion:
    """A column received in another unit than the catalogue's; value × factor is ours."""

    received: str
    unit: str
    factor: Fraction


@functools.cache
def _grammar(source: Catalog) -> tuple[re.Pattern, dict[str, tuple[str, Fraction | None]]]:
    """The form of a unit (currency, multipliers, word), and each word's quantity and size."""
    nouns = {}
    for name, word in source.units.words.items():
        size = None if word.size is None else Fraction(word.size)
        for form in (name, *word.aliases):
            nouns[fold(form)] = (word.quantity, size)
    word = "|".join(re.escape(form) for form in sorted(nouns, key=len, reverse=True))
    multipliers = map(fold, source.units.multipliers)
    multiplier = "|".join(map(re.escape, dict.fromkeys(multipliers)))
    # digits are one part or none at all, and parts are few: there is but one way to read a long run
    times = rf"(?:\d{{1,20}}+|{multiplier}){{0,8}}"
    return re.compile(rf"(?P<before>{word})?(?P<times>{times})(?P<word>{word})?"), nouns


@functools.cache
def _multipliers(source: Catalog) -> dict[str, int]:
    return {fold(form): size for form, size in source.units.multipliers.items()}


def parse_unit(text: str, quantity: str = "") -> Unit | None:
    """The unit that a text consists of; None where it is something else.

    quantity: of a multiplier that stands alone, such as 万 under 常住人口.

    >>> parse_unit("10 000 yuan").size, parse_unit("百万人民币").size, parse_unit("湖北")
    (Fraction(10000, 1), Fraction(1000000, 1), None)
    """
    pattern, nouns = _grammar(catalog())
    text = text.strip()
    written_out = _POWER_OF_TEN.sub(lambda power: str(10 ** int(power[1])), text)
    form = fold(_DIGITS.sub(lambda digits: re.sub(r"\D", "", digits[0]), written_out))
    match = pattern.fullmatch(form)
    if not match or not (match["before"] or match["word"] or (match["times"] and quantity)):
        return None
    words = [nouns[match[part]] for part in ("before", "word") if match[part]]
    if len({measured for measured, _ in words}) > 1 or match["times"].isdigit() and not words:
        return None
    times = Fraction(1)
    multipliers = _multipliers(catalog())
    longest_first = sorted(multipliers, key=len, reverse=True)
    for part in re.findall("|".join([r"\d+", *map(re.escape, longest_first)]), match["times"]):
        times *= multipliers.get(part) or int(part)
    measured, size = words[-1] if words else (quantity, Fraction(1))
    return Unit(text, measured, None if size is None else times * size)


@functools.cache
def unit_forms(source: Catalog) -> tuple[str, ...]:
    """Every word and multiplier of units, folded; a unit begins and ends with one, or a digit."""
    return *_grammar(source)[1], *_multipliers(source)


def unit_conversion(text: str, unit: str) -> Conversion | None:
    """How a column in the unit of the text becomes one in our unit; None where it cannot.

    >>> unit_conversion("万元", "亿元").factor, unit_conversion("万美元", "亿元")
    (Fraction(1, 10000), None)
    """
    own = parse_unit(unit)
    received = parse_unit(text, own.quantity)
    if received is None or received.size is None or received.quantity != own.quantity:
        return None
    return Conversion(text, unit, received.size / own.size)


def build_conversion(factor: float, unit: str) -> Conversion:
    """A column whose numbers become ours when multiplied by the factor."""
    written = plain(factor)
    return Conversion(f"×{written}", unit, Fraction(written))


def unit_words(quantity: str) -> tuple[str, ...]:
    """The words for units of a quantity, folded."""
    words = _grammar(catalog())[1]
    return tuple(word for word, (measured, _) in words.items() if measured == quantity)
