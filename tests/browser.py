"""A real browser for the tests: Chromium without a window, spoken to over pipes in its DevTools protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars")


@dataclass
class Tab:
    """One page of the browser. ``requests``: what it asked of any network or disk; ``complaints``: what it wrote to its console."""

    browser: Browser
    session: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and give its answer."""
        return self.browser.do(method, self, **parameters)

    def look(self, width: int, height: int = 900, *, dark: bool = False, media: str = "screen", scale: int = 1) -> None:
        """Give the window a size, in CSS pixels, and the reader's liking for light or dark."""
        self.do("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 600)
        liking = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.do("Emulation.setEmulatedMedia", media=media, features=liking)

    def open(self, page: Path) -> None:
        """Open a page from the disk and wait until it has loaded."""
        self.do("Page.navigate", url=page.as_uri())
        self.browser.wait_for("Page.loadEventFired", self)

    def ask(self, script: str) -> Any:
        """Give the value of an expression in the page; a promise is waited for."""
        answer = self.do("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as a PNG."""
        return base64.b64decode(self.do("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def printed(self) -> bytes:
        """The page as it is printed, a PDF."""
        return base64.b64decode(self.do("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])


class Browser:
    """A running Chromium."""

    def __init__(self, profile: Path) -> None:
        down, self._out = os.pipe()
        self._in, up = os.pipe()
        flags = [*FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        spoken = f'exec "$@" 3<&{down} 4>&{up}'  # Chromium reads commands from 3 and answers on 4
        self._process = subprocess.Popen(
            ["bash", "-c", spoken, "bash", str(CHROMIUM), *flags],
            pass_fds=(down, up),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(down)
        os.close(up)
        self._number = 0
        self._rest = b""
        self._told: list[dict[str, Any]] = []
        self._tabs: dict[str, Tab] = {}

    def tab(self) -> Tab:
        """Open an empty page that tells of all it does."""
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        tab = Tab(self, self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self._tabs[tab.session] = tab
        for domain in ("Page", "Network", "Runtime", "Log"):
            tab.do(f"{domain}.enable")
        return tab

    def do(self, method: str, tab: Tab | None = None, **parameters: Any) -> dict[str, Any]:
        """Send one command and give its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **({"sessionId": tab.session} if tab else {})}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._told.append(answer)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def wait_for(self, event: str, tab: Tab) -> None:
        """Read on until the event has come."""
        while True:
            told = self._told.pop(0) if self._told else self._next()
            if (told.get("method"), told.get("sessionId")) == (event, tab.session):
                return

    def close(self) -> None:
        """End it."""
        self.do("Browser.close")
        self._process.wait(20)
        os.close(self._out)
        os.close(self._in)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._in, 1 << 16)
            assert read, "Chromium has ended"
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        self._note(told)
        return told

    def _note(self, told: dict[str, Any]) -> None:
        tab = self._tabs.get(told.get("sessionId", ""))
        if not tab:
            return
        match told.get("method"):
            case "Network.requestWillBeSent":
                tab.requests.append(told["params"]["request"]["url"])
            case "Log.entryAdded":
                tab.complaints.append(told["params"]["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                tab.complaints.append(json.dumps(told["params"]))


@contextmanager
def running(profile: Path) -> Iterator[Browser]:
    """Run Chromium with a profile of its own."""
    browser = Browser(profile)
    try:
        yield browser
    finally:
        browser.close()
