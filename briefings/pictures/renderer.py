"""One thread that draws every picture of the process, one at a time, with one browser.

Kaleido's own shared server hands callers each other's figures, and a browser per call costs ten
seconds and 700 MB (both measured). Here all calls wait in line for one browser, which is replaced
when it dies, after many figures, and closed when nobody has drawn for a while.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import TimeoutError as Waited

from kaleido.errors import ChromeNotFoundError, JavascriptError, KaleidoError

from briefings.pictures import NoPictures
from briefings.pictures.browser import DRAWING, Browser

log = logging.getLogger(__name__)
PATIENCE_S = 180  # seconds a caller waits, those before it in the line included
PICTURES_PER_BROWSER = 20  # pictures by one browser: its memory grows by megabytes with each
IDLE_S = 600  # seconds without a picture until the browser is closed


class Renderer:
    """Draws figures; to be called from any thread but its own.

    files: maps (address of empty base maps), fonts (font settings), family (the PDF's font);
    path: the browser's, None for whatever is found.
    """

    def __init__(self, files, path: str | None = None) -> None:
        self.files, self._path = files, path
        self._loop, self._turn = asyncio.new_event_loop(), asyncio.Lock()
        self._browser: Browser | None = None
        self._rest: asyncio.TimerHandle | None = None
        threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()

    def svg(self, figure: dict, width: int, height: int) -> str:
        """Plotly's drawing of a figure as SVG text. Raises NoPictures, ValueError (the figure)."""
        return self._run(lambda browser: browser.svg(figure, width, height, self.files.maps))

    def png(self, picture: str, width: int, height: int, scale: float) -> bytes:
        """A picture (SVG) as PNG with `scale` pixels to each of its own."""
        return self._run(lambda browser: browser.png(picture, width, height, scale))

    def pdf(self, page: str, width: int, height: int) -> bytes:
        """A picture (SVG), or HTML over many pages, as PDF on pages of that size in CSS pixels."""
        return self._run(lambda browser: browser.pdf(page, width, height))

    def close(self) -> None:
        """End browser and thread; whoever still waits is refused."""
        asyncio.run_coroutine_threadsafe(self._close_browser(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, job: Callable[[Browser], Awaitable]):
        waiting = asyncio.run_coroutine_threadsafe(self._alone(job), self._loop)
        try:
            return waiting.result(PATIENCE_S)
        except Waited:
            waiting.cancel()
            raise NoPictures("slow") from None

    async def _alone(self, job: Callable[[Browser], Awaitable]):
        async with self._turn:
            if self._rest:
                self._rest.cancel()
            try:
                return await self._try(job)
            finally:
                if self._browser and self._browser.drawn >= PICTURES_PER_BROWSER:
                    await self._drop()
                self._rest = self._loop.call_later(IDLE_S, self._close_when_idle)

    async def _try(self, job: Callable[[Browser], Awaitable]):
        """The job's result, on a second browser where the first one dies of it or before it."""
        for last in (False, True):
            try:
                browser = self._browser = self._browser or await Browser.start(
                    self.files, self._path
                )
                browser.drawn += 1
                async with asyncio.timeout(DRAWING):
                    # a task of its own: kaleido, closing, cancels those that wait for it
                    return await self._loop.create_task(job(browser))
            except (KaleidoError, JavascriptError) as fault:
                raise ValueError(f"a figure that cannot be drawn: {fault}") from fault
            except ChromeNotFoundError as fault:
                raise NoPictures("absent") from fault
            except TimeoutError:
                await self._drop()
                raise NoPictures("slow") from None
            except (Exception, asyncio.CancelledError) as fault:
                if asyncio.current_task().cancelling():
                    raise  # it is the caller who gave up
                log.warning("the drawing browser died: %r", fault)
                await self._drop()
                if last:
                    raise NoPictures("broken") from fault
        return None

    async def _drop(self) -> None:
        """Forget the browser, so that the next picture opens another."""
        browser, self._browser = self._browser, None
        if browser is None:
            return
        try:
            async with asyncio.timeout(20):
                await browser.close()
        except (Exception, asyncio.CancelledError) as fault:
            log.info("a dead browser did not close: %r", fault)

    async def _close_browser(self) -> None:
        async with self._turn:
            if self._rest:
                self._rest.cancel()
            await self._drop()

    def _close_when_idle(self) -> None:
        self._loop.create_task(self._close_browser())


_installed: list[Renderer] = []


def install(renderer: Renderer | None) -> None:
    """Make this the process's renderer; None for no pictures."""
    _installed[:] = [renderer] if renderer else []


def renderer() -> Renderer:
    """The process's renderer. Raises NoPictures where none was installed."""
    if not _installed:
        raise NoPictures("absent")
    return _installed[0]
