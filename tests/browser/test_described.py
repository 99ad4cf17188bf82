"""Elements as plain values: what is shown again stands as it did, whatever was shown between."""

from tests.house.source import text

MODULE = "widgets/components/shared/described.js"
# the paragraph of the first is taken out, laid in by another, and its own once more
SCENES = [["one", "first"], ["one", ""], ["two", "second"], ["one", "first"], ["two", "second"]]
SHOW = """async ([module, scenes]) => {
  const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { change, describe, describeParagraph } = await import(url);
  const kept = new Map();
  const page = document.createElement("div");
  let before = [];
  return scenes.map((scene) => {
    const [head, words] = scene;
    if (!kept.has(String(scene)))
      kept.set(String(scene), [describe("h3", "", head), describeParagraph("", words)]);
    const now = kept.get(String(scene));
    change(page, before, now);
    before = now;
    return page.innerHTML;
  });
}"""


def test_a_description_shown_again_stands_as_it_did(chromium):
    page = chromium.new_page()
    drawn = page.evaluate(SHOW, [text(MODULE), SCENES])
    page.close()
    wanted = [f"<h3>{head}</h3>" + (f"<p>{words}</p>" if words else "") for head, words in SCENES]
    assert [html.replace(' class=""', "") for html in drawn] == wanted
