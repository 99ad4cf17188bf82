"""What a stamp says, in sentences, beside what is published now."""

from catalog.sentences import Words

MAX_CHARTS_NAMED = 10  # charts named; of more only the number
MAX_WORD_CHARS = 200  # characters of a word that a file says of itself


def account(stamp: dict, current: str, t: Words) -> list[str]:
    """One sentence a line. current: the version now published."""
    facts = {
        name: plain(stamp.get(name, ""))
        for name in ("title", "source", "as_of", "version", "scope", "address")
    }
    marks = t("report.joint").join(plain(mark) for mark in stamp["marks"][:MAX_CHARTS_NAMED])
    lines = [t("imprint.title", **facts), t("imprint.origin", **facts)]
    if facts["address"]:
        lines.append(t("imprint.address", **facts))
    if marks:
        lines.append(t("imprint.marks", marks=marks))
    lines.append(t("imprint.fictional" if stamp["fictional"] else "imprint.real"))
    lines.append(_charts(stamp["exhibits"], t))
    fate = "unchanged" if stamp["version"] == current else "changed"
    return [*lines, t(f"imprint.{fate}", current=current, **facts)]


def plain(text: object) -> str:
    """Words of a file for the terminal: no control signs, never endless.

    >>> plain("甲\\x1b[31m乙\\n丙"), len(plain("甲" * 1000))
    ('甲[31m乙丙', 200)
    """
    return "".join(sign for sign in str(text)[:MAX_WORD_CHARS] if sign.isprintable())


def _charts(exhibits: list[dict], t: Words) -> str:
    if not exhibits:
        return t("imprint.no_charts")
    names = [
        plain(exhibit.get("title") or exhibit.get("id", ""))
        for exhibit in exhibits[:MAX_CHARTS_NAMED]
    ]
    key = "charts" if len(exhibits) <= MAX_CHARTS_NAMED else "more_charts"
    return t(f"imprint.{key}", count=len(exhibits), names=t("report.joint").join(names))
