"""The script by which a component of ours fetches its own files: the same for board and wall."""

from widgets.addresses import asset_address


def loader(name: str, failure: str) -> str:
    """JavaScript that imports <name>.js, once <name>.css is there, and hands it the component.

    Streamlit runs it from a blob: address, where a relative import means nothing; hence the
    document as base. The style sheet is awaited, because a drawing takes its size from the styled
    box. failure: statements for when a file could not be had; they may use `component`.
    """
    return f"""
const address = (file) => new URL(file, document.baseURI).href

async function style() {{
  const {{ addSheet }} = await import(address("{asset_address("shared/sheets.js")}"))
  await addSheet(address("{asset_address(f"{name}/{name}.css")}"))
}}

export default async function (component) {{
  try {{
    const module = import(address("{asset_address(f"{name}/{name}.js")}"))
    const [found] = await Promise.all([module, style()])
    return found.default(component)
  }} catch (problem) {{
    console.error("{name}:", problem)
    {failure}
  }}
}}
"""
