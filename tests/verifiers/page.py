"""Drive `resources/verify.html` in a headless Chromium, over the browser's own debugging pipe."""

import json
import os
import select
import shutil
import signal
import tempfile
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Final, Self, cast

from app.core import paths

HTML: Final = paths.resources() / "verify.html"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE: Final = 60.0
_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",  # a sandbox needs rights that root in a container has not
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-pipe",
    "about:blank",
)

Answer = dict[str, object]


def find_chromium() -> str | None:
    """Give the browser's path, or None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One headless Chromium with one tab; commands of the DevTools protocol go to the tab."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="verify-page-", ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        quiet = os.O_RDWR
        self._pid = os.posix_spawn(
            program,
            [program, f"--user-data-dir={self._profile.name}", *_FLAGS],
            os.environ,
            file_actions=[
                *((os.POSIX_SPAWN_OPEN, number, os.devnull, quiet, 0) for number in (0, 1, 2)),
                # By way of high numbers, since 3 and 4 may be among the pipes' own.
                (os.POSIX_SPAWN_DUP2, to_browser, 103),
                (os.POSIX_SPAWN_DUP2, from_browser, 104),
                (os.POSIX_SPAWN_DUP2, 103, 3),
                (os.POSIX_SPAWN_DUP2, 104, 4),
            ],
        )
        os.close(to_browser)
        os.close(from_browser)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = cast("str", attached["sessionId"])
        self.call("Page.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, method: str, /, **params: object) -> Answer:
        """Send one command and wait for its answer; events in between are dropped."""
        self._number += 1
        message: Answer = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        deadline = monotonic() + _PATIENCE
        while (answer := self._receive(deadline)).get("id") != self._number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return cast("Answer", answer["result"])

    def _receive(self, deadline: float) -> Answer:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, deadline - monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            some = os.read(self._in, 1 << 20)
            if not some:
                raise RuntimeError("the browser has ended")
            self._rest += some
        message, self._rest = self._rest.split(b"\0", 1)
        return cast("Answer", json.loads(message))

    def evaluate(self, script: str) -> object:
        """Give the value of an expression, awaited if it is a promise."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return cast("Answer", answer["result"]).get("value")

    def wait(self, script: str, seconds: float = _PATIENCE) -> object:
        """Wait until an expression is true; give its value."""
        deadline = monotonic() + seconds
        while not (value := self.evaluate(script)):
            if monotonic() > deadline:
                raise TimeoutError(script)
            sleep(0.01)
        return value

    def close(self) -> None:
        """End the browser that was started here: it leaves when its pipe is closed."""
        os.close(self._out)
        os.close(self._in)
        deadline = monotonic() + _PATIENCE
        while os.waitpid(self._pid, os.WNOHANG) == (0, 0):
            if monotonic() > deadline:
                os.kill(self._pid, signal.SIGKILL)
            sleep(0.02)
        self._profile.cleanup()


class Page:
    """The verifier page, opened from its file as an outsider does."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def open(self) -> None:
        """Load the page anew, without a package."""
        self.browser.call("Page.navigate", url=HTML.as_uri())
        self.browser.wait(
            f"location.href === {json.dumps(HTML.as_uri())} && document.readyState === 'complete'"
        )

    def give(self, field: str, *paths: Path) -> None:
        """Choose files in the field `files`, or a folder in the field `folder`."""
        found = self.browser.call("Runtime.evaluate", expression=f"document.getElementById('{field}')")
        element = cast("Answer", found["result"])["objectId"]
        self.browser.call(
            "DOM.setFileInputFiles", files=[str(path.resolve()) for path in paths], objectId=element
        )

    def drop(self, *paths: Path) -> None:
        """Drop files or folders on the page."""
        data = {"items": [], "files": [str(path.resolve()) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.browser.call("Input.dispatchDragEvent", type=kind, x=300, y=160, data=data)

    def report(self, seconds: float = _PATIENCE) -> Answer:
        """Wait for the verdict; give the report, which has the form of `verify --json`."""
        verdict = self.browser.wait(
            "['ok', 'bad'].find((each) => each === document.documentElement.dataset.verdict)", seconds
        )
        report = json.loads(str(self.browser.evaluate("document.getElementById('report').textContent")))
        if report["ok"] is not (verdict == "ok"):
            raise RuntimeError("the page shows one verdict and reports another")
        return cast("Answer", report)

    def verify(self, package: Path) -> Answer:
        """Check a package, folder or .zip, on a fresh page; give the report."""
        self.open()
        self.give("folder" if package.is_dir() else "files", package)
        return self.report()

    def text(self, selector: str) -> str:
        """Give the text that stands in an element, as read."""
        return str(self.browser.evaluate(f"document.querySelector({json.dumps(selector)}).innerText"))
