"""What a list is sorted by, and the word for it in an address: `title`, `-title` downwards."""

from dataclasses import dataclass

DESCENDING = "-"


@dataclass(frozen=True)
class Order:
    """A column, "" for the list's own order, and whether it runs down."""

    column: str = ""
    descending: bool = False

    @property
    def word(self) -> str:
        """The order as an address writes it.

        >>> Order("title", True).word, read_order("-title")
        ('-title', Order(column='title', descending=True))
        """
        return DESCENDING + self.column if self.descending else self.column

    def turn(self, column: str) -> "Order":
        """The order after a click on the head of a column: up, then down, then the list's own."""
        if column != self.column:
            return Order(column)
        return Order() if self.descending else Order(column, descending=True)


def read_order(word: str) -> Order:
    """The order that an address writes."""
    return Order(word.removeprefix(DESCENDING), word.startswith(DESCENDING))


def list_orders(columns: tuple[str, ...]) -> list[str]:
    """The words of every order of a list with these columns."""
    return [Order(column, descending).word for column in columns for descending in (False, True)]
