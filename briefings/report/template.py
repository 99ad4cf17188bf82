"""The template of a ministry: whether it can be used, and what its styles are called."""

import io
import zipfile
import zlib

from lxml import etree

from briefings.report.docx_package import DOCUMENT, MAIN, WORD, Parts, W
from briefings.shared.strict_xml import parse
from briefings.shared.unfit_template import UnfitTemplate
from catalog.sentences import Words

# the names under which Word and WPS keep the styles that they show as 标题, 正文 …
BUILT_IN = {
    "title": "title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "body": "normal",
    "caption": "caption",
}
REQUIRED = ("title", "heading1", "heading2", "body")
MAX_UNPACKED_BYTES = 64 * 1024**2  # bytes that a template unpacks to


def open_template(template: bytes, t: Words) -> tuple[Parts, dict[str, str]]:
    """The template's parts and the ids of its styles by what they are for.

    Raises UnfitTemplate where it is no .docx or lacks a style.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED_BYTES:
                raise UnfitTemplate(t("report.template_large"))
            parts = {name: package.read(name) for name in package.namelist() if name[-1] != "/"}
        made = Parts(parts)
        known = parse(parts["word/styles.xml"])
        body = made.document.find(f"{W}body")
    except UnfitTemplate:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        etree.XMLSyntaxError,
        RuntimeError,
        EOFError,
    ):
        raise UnfitTemplate(t("report.template_unreadable")) from None
    if body is None or not _plain(made):
        raise UnfitTemplate(t("report.template_unreadable"))
    return made, _styles(known, t)


def _plain(made: Parts) -> bool:
    """A document without macros; a .dotx becomes one."""
    for content_type in made.types:
        if content_type.get("PartName") == f"/{DOCUMENT}":
            if content_type.get("ContentType") == f"{WORD}.template.main+xml":
                content_type.set("ContentType", MAIN)
            return content_type.get("ContentType") == MAIN
    return False


def _styles(known, t: Words) -> dict[str, str]:
    named = {}
    for style in known.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if style.get(f"{W}type") == "paragraph" and name is not None:
            named[name.get(f"{W}val").lower()] = style.get(f"{W}styleId")
    styles = {}
    for use, name in BUILT_IN.items():
        identity = named.get(t(f"report.style_{use}").lower()) or named.get(name)
        if identity:
            styles[use] = identity
    lacking = [t(f"report.style_{use}") for use in REQUIRED if use not in styles]
    if lacking:
        names = t("report.joint").join(lacking)
        raise UnfitTemplate(t("report.template_lacking", names=names))
    for use, key in (("source", "style_source"), ("cell", "style_cell")):
        styles[use] = named.get(t(f"report.{key}").lower(), styles["body"])
    return {"heading3": styles["heading2"], "caption": styles["body"], **styles}
