"""A title as the name of a file: what file systems refuse, and what would mislead, is left out."""

import re
import unicodedata

_REFUSED = re.compile(r'[\\/:*?"<>|\s]+')


def clean_title(title: str) -> str:
    """The title with "_" for what no file system takes or what turns a name around on a screen.

    >>> clean_title("规模 / 分\\\\布"), clean_title("../../etc/passwd"), clean_title("?")
    ('规模_分_布', 'etc_passwd', '_')
    """
    # category C: control characters, and those that change the direction of what follows
    visible = "".join("_" if unicodedata.category(sign)[0] == "C" else sign for sign in title)
    return _REFUSED.sub("_", visible).strip("._") or "_"
