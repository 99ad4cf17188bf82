"""An indicator drawn for a test: what the test says of it, the rest blank."""

from catalog.nouns import Indicator

BLANK = {
    "id": "drawn",
    "name": "画出的指标",
    "unit": "家",
    "decimals": 0,
    "table": "lab_counts",
    "measure": "stock",
    "direction": 1,
    "update_period_days": 365,
    "registers": ("labs",),
    "formula": "",
}


def indicator(**fields) -> Indicator:
    """An indicator of the fields given; everything else is blank."""
    return Indicator(**{**BLANK, **fields})
