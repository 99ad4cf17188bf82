"""Chromium made as old as the browsers of 信创 machines: what came later is taken out of it."""

import json

# what scripts may call: where it lives, and the version of Chromium that brought it
CALLS = [
    ("Array.prototype", "findLast", 97),
    ("window", "structuredClone", 98),
    ("AbortSignal", "timeout", 103),
    ("Element.prototype", "checkVisibility", 105),
    ("Array.prototype", "toSorted", 110),
    ("Array.prototype", "toReversed", 110),
    ("Array.prototype", "toSpliced", 110),
    ("Array.prototype", "with", 110),
    ("String.prototype", "isWellFormed", 111),
    ("AbortSignal", "any", 116),
    ("Object", "groupBy", 117),
    ("Promise", "withResolvers", 119),
    ("URL", "canParse", 120),
    ("Set.prototype", "union", 122),
    ("window", "Iterator", 122),
]
# what style sheets may say: spelt otherwise, an engine knows it no more
STYLES = [
    (":has(", 105),
    ("@container", 105),
    ("container:", 105),
    ("dvh", 108),
    ("text-wrap", 114),
    ("subgrid", 117),
]
# style elements, and rules added by scripts; sheets of their own are ours, which say none of this
# (tests/house/test_engines.py) but for subgrid and text-wrap
FORGET = """({ calls, styles }) => {
  const owners = { window, Object, Promise, URL, AbortSignal,
    "Array.prototype": Array.prototype, "String.prototype": String.prototype,
    "Set.prototype": Set.prototype, "Element.prototype": Element.prototype }
  for (const [owner, name] of calls) delete owners[owner][name]
  const respell = (text) =>
    styles.reduce((all, word) => all.split(word).join(word.replace(/[a-z]/, "x-")), text)
  const supports = CSS.supports
  CSS.supports = (...words) => supports.apply(CSS, words.map(respell))
  const insert = CSSStyleSheet.prototype.insertRule
  CSSStyleSheet.prototype.insertRule = function (rule, at) {
    try {
      return insert.call(this, respell(rule), at)
    } catch {
      return insert.call(this, ".unknown {}", at)
    }
  }
  new MutationObserver(() => {
    for (const sheet of document.querySelectorAll("style")) {
      if (styles.some((word) => sheet.textContent.includes(word))) {
        sheet.textContent = respell(sheet.textContent)
      }
    }
  }).observe(document, { subtree: true, childList: true })
}"""


def age(page, version: int) -> None:
    """Take from a page that is not open yet what engines of that version do not have."""
    calls = [(owner, name) for owner, name, since in CALLS if since > version]
    styles = [word for word, since in STYLES if since > version]
    known = json.dumps({"calls": calls, "styles": styles})
    page.add_init_script(f"({FORGET})({known})")
