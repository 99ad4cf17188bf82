"""The browser behind every picture: opened once, kept from the network, told apart when it dies."""

import asyncio
import base64
import logging
import os
import shutil
from contextlib import AsyncExitStack
from os import environ

import kaleido
from choreographer.browsers import Chromium
from choreographer.errors import ChromeNotFoundError

log = logging.getLogger(__name__)
OPENING, DRAWING = 40, 40  # seconds
# One process for both tabs, none for the network or the zygote, and JavaScript that clears up after
# every figure: less memory, the same pictures
LEAN = (
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--js-flags=--max-old-space-size=128 --optimize-for-size --max-semi-space-size=4",
)
# Plotly's page needs its own script only; the words and the drawing need not even that
_SHEET = (
    '<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content="'
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
    "<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>"
)


def browser_path() -> str | None:
    """The browser to use: BROWSER_PATH, else chromium-headless-shell, else what kaleido finds.

    The shell draws the same pictures in half the memory and asks no server for anything.
    """
    return environ.get("BROWSER_PATH") or shutil.which("chromium-headless-shell")


# whether the sandbox of the browser failed on this machine; tried anew by the next process
_no_sandbox_here: list[bool] = []


def may_use_sandbox() -> bool:
    """Whether to try the browser's sandbox: root has none, nor an account on which it failed."""
    return os.geteuid() != 0 and not _no_sandbox_here


def _browser_with_fonts(fonts: str, folder: str, sandbox: bool) -> type[Chromium]:
    class Shown(Chromium):
        """Chromium that sees our fonts, cannot find any host and writes into our folder alone, so
        that what it leaves when it is killed is removed with the folder."""

        def get_env(self):
            return {**super().get_env(), "FONTCONFIG_FILE": fonts, "TMPDIR": folder}

        def get_cli(self):
            options = [*super().get_cli(), "--host-resolver-rules=MAP * ~NOTFOUND", *LEAN]
            if not sandbox:
                options.append("--no-zygote")  # a process less; the sandbox needs it
            return options

    return Shown


class Browser:
    """One running browser with a tab for figures (kaleido's) and one for finished pictures."""

    def __init__(self, stack: AsyncExitStack, figures: kaleido.Kaleido, sheet) -> None:
        self._stack, self._figures, self._sheet = stack, figures, sheet
        self.drawn = 0

    @classmethod
    async def start(cls, files, path: str | None) -> "Browser":
        """A browser that shows the files' fonts, in its sandbox where this account may have one.

        Raises ChromeNotFoundError, or what it died of.
        """
        if not may_use_sandbox():
            log.warning("the drawing browser runs without its sandbox: not to be had here")
            return await cls._start_with(files, path, sandbox=False)
        try:
            browser = await cls._start_with(files, path, sandbox=True)
        except ChromeNotFoundError:
            raise
        except Exception as fault:
            log.warning("the drawing browser does not start in its sandbox: %r", fault)
            browser = await cls._start_with(files, path, sandbox=False)
            _no_sandbox_here.append(True)
            log.warning("the drawing browser runs without its sandbox")
            return browser
        log.info("the drawing browser runs in its sandbox")
        return browser

    @classmethod
    async def _start_with(cls, files, path: str | None, sandbox: bool) -> "Browser":
        stack = AsyncExitStack()
        folder = str(files.folder)
        browser = _browser_with_fonts(str(files.fonts), folder, sandbox)
        figures = kaleido.Kaleido(
            n=1,
            page_generator=files.page,
            timeout=DRAWING,
            path=path,
            browser_cls=browser,
            enable_sandbox=sandbox,
            tmp_dir=folder,
        )
        try:
            async with asyncio.timeout(OPENING):
                await stack.enter_async_context(figures)
                return cls(stack, figures, await figures.create_tab("about:blank"))
        except BaseException:
            await figures.close()
            raise

    async def svg(self, figure: dict, width: int, height: int, maps: str) -> str:
        """Plotly's drawing of a figure. Raises KaleidoError for a figure it cannot draw."""
        opts = {"format": "svg", "width": width, "height": height}
        return (await self._figures.calc_fig(figure, opts=opts, topojson=maps)).decode()

    async def png(self, picture: str, width: int, height: int, scale: float) -> bytes:
        """A picture (SVG) as PNG, `scale` pixels to each of its own."""
        await self._lay(picture, width, height)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        return await self._read_data(
            "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True
        )

    async def pdf(self, page: str, width: int, height: int) -> bytes:
        """A picture (SVG), or HTML over many pages, on pages of that size in CSS pixels.

        Untagged: the tags bear numbers that go on from print to print.
        """
        await self._lay(page, width, height)
        return await self._read_data(
            "Page.printToPDF", printBackground=True, preferCSSPageSize=True, generateTaggedPDF=False
        )

    async def close(self) -> None:
        """End the browser."""
        await self._stack.aclose()

    async def _lay(self, content: str, width: int, height: int) -> None:
        tree = await self._answer("Page.getFrameTree")
        await self._answer(
            "Page.setDocumentContent",
            frameId=tree["frameTree"]["frame"]["id"],
            html=_SHEET.format(width=width, height=height) + content,
        )

    async def _read_data(self, command: str, **parameters) -> bytes:
        return base64.b64decode((await self._answer(command, **parameters))["data"])

    async def _answer(self, command: str, **parameters) -> dict:
        answer = await self._sheet.send_command(command, parameters)
        if "error" in answer:
            raise RuntimeError(f"{command}: {answer['error']}")
        return answer["result"]
