"""The states of a judgement in their orders, as data/catalog/statuses.toml has them."""

from catalog.definitions import catalog

BY_GRAVITY = tuple(catalog().statuses)  # the gravest first, those without a judgement last
UNJUDGED = tuple(name for name, status in catalog().statuses.items() if not status.judged)
