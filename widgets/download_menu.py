"""What a page offers to take away, kept for the reader whose page shows it."""

from collections.abc import Sequence
from secrets import token_hex

from content.downloads.offers import Offer, offer_file
from content.downloads.rebuilding import ExportFile
from content.exports.registry import keep
from widgets.session_values import keep_for_session


def keep_file(file: ExportFile) -> str:
    """The address of a file below /exports, kept for the page that shows it now."""
    offer = offer_file(file)
    keep_offers([offer])
    return offer.address


def keep_offers(offers: Sequence[Offer]) -> None:
    """Keep the files of offers anew for the page that shows them now."""
    if not offers:
        return
    reader = current_reader()
    for offer in offers:
        keep(reader, offer.kept_as, offer.recipe)


@keep_for_session
def current_reader() -> str:
    """A mark of the session that this page is drawn for, the same at each of its runs."""
    return token_hex(8)
