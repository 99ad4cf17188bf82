"""The script by which a component of ours fetches its own files: the same for board and wall."""

from widgets.addresses import asset_address


def loader(name: str, failure: str) -> str:
    """JavaScript that imports <name>.js, once <name>.css is there, and hands it the component.

    Streamlit runs it from a blob: address, where a relative import means nothing; hence the
    document as base. The stylesheet is awaited, because a drawing takes its size from the styled
    box. failure: statements for when a file could not be had; they may use `component`.
    """
    return f"""
const sheet = new URL("{asset_address(f"{name}/{name}.css")}", document.baseURI).href
const module = new URL("{asset_address(f"{name}/{name}.js")}", document.baseURI).href

let styled = null
function style() {{
  styled ??= new Promise((resolve, reject) => {{
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = sheet
    link.onload = resolve
    link.onerror = () => {{
      styled = null
      link.remove()
      reject(new Error("cannot load " + sheet))
    }}
    document.head.append(link)
  }})
  return styled
}}

export default async function (component) {{
  try {{
    const [found] = await Promise.all([import(module), style()])
    return found.default(component)
  }} catch (problem) {{
    console.error("{name}:", problem)
    {failure}
  }}
}}
"""
