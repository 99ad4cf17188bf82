"""PUBLIC_DETAIL: whether a laboratory is named beside its rectification, exit or evaluation."""

import os
import sys
from ipaddress import ip_address
from typing import Literal, get_args

from catalog.definitions import words
from catalog.wall_files import is_wall_only

PublicDetail = Literal["none", "counts", "names"]
PUBLIC_DETAILS: tuple[PublicDetail, ...] = get_args(PublicDetail)
LOOPBACK_NAME = "localhost"
MAX_SETTING_LETTERS = 20  # of a wrong setting, as it is repeated in the refusal


def read_public_detail(listening_address: str = LOOPBACK_NAME) -> PublicDetail:
    """The setting PUBLIC_DETAIL; without it `names` on loopback alone, `counts` beyond and on a
    server of the wall alone, which is there to be looked at without a login.

    names: as the registers have it. counts: counts stay, no laboratory is named beside a
    rectification, an exit or an evaluation. none: the lists of these are not given either.
    A command line listens nowhere: its reader is the operator. A word that is none of these ends
    the start with a sentence.
    """
    setting = os.environ.get("PUBLIC_DETAIL", "").strip()
    if not setting:
        is_for_all = is_wall_only() or not is_loopback(listening_address)
        return "counts" if is_for_all else "names"
    for detail in PUBLIC_DETAILS:
        if setting == detail:
            return detail
    value = setting[:MAX_SETTING_LETTERS]
    sys.exit(words()("front.bad_public_detail", value=value))


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches the address; a name other than localhost may be any.

    >>> [is_loopback(address) for address in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "wall")]
    [True, True, True, False, False]
    """
    if address == LOOPBACK_NAME:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:  # a name
        return False
