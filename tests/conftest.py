"""What every test may use: the built site, a server for it, and a browser that keeps to it.

The site is built once for all workers of pytest-xdist. Each worker serves it on a port of its own and drives a browser
of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, Route, sync_playwright

from scripts.browser import NoBrowserError, find_browser

# One thread a process: the tests run side by side already, and linear algebra that takes every core for itself stalls
# the others. Set before NumPy is imported; the listings' own processes inherit it.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROOT = Path(__file__).resolve().parent.parent

# Pages are served as they will be: below a path, so that a link that starts with "/" shows as broken.
BASE_PATH = "/guide/"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site, built strictly once for the whole run."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    folder, log = shared / "site", shared / "site.log"
    with FileLock(shared / "site.lock"):
        if not log.exists():
            log.write_text(_build(folder), encoding="utf-8")
    failure = log.read_text(encoding="utf-8")
    if failure:
        pytest.fail(f"mkdocs build --strict failed:\n{failure}", pytrace=False)
    return folder


def _build(folder: Path) -> str:
    """Build into the folder; the build's output if it failed, else nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    # With CI set, an error in a page's macro fails the build; without, it only shows on the page.
    environment = {"SOURCE_DATE_EPOCH": "315532800", **os.environ, "CI": "true"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return "" if built.returncode == 0 else built.stdout + built.stderr or "(no output)"


class _SiteHandler(SimpleHTTPRequestHandler):
    """Serves the site below `BASE_PATH`, with its own page for what is not there."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE_PATH):
            return str(Path(self.directory) / "outside-the-site")
        return super().translate_path("/" + path.removeprefix(BASE_PATH))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the served site, ending in a slash."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(_SiteHandler, directory=str(site)))
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}{BASE_PATH}"
    httpd.shutdown()
    httpd.server_close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """A headless Chromium that talks to nobody of its own accord."""
    try:
        path = find_browser()
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    if path is None:
        pytest.fail("no Chromium was found: run 'make browser', or 'make test', which does", pytrace=False)
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-first-run",
        # The small /dev/shm of a container crashes tabs.
        "--disable-dev-shm-usage",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    chromium = playwright_driver.chromium.launch(executable_path=path, args=arguments)
    yield chromium
    chromium.close()


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(browser: Browser, server: str) -> Iterator[OpenContext]:
    """Opens a fresh profile: `open_context(viewport=..., color_scheme=..., java_script_enabled=False, ...)`.

    Addresses are relative to the site (`page.goto("questions/")`). A request to another host is refused, and fails the
    test at its end; so does an exception in a page's script that nothing caught.
    """
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    exceptions: list[str] = []
    own_host = urlsplit(server).netloc

    def keep_to_the_site(route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != own_host:
            strangers.append(request.url)
            route.abort()
        else:
            route.fallback()

    def open_one(**options: Any) -> BrowserContext:
        # A service worker would answer behind the back of the route above.
        context = browser.new_context(base_url=server, service_workers="block", **options)
        context.set_default_timeout(10_000)
        context.route("**/*", keep_to_the_site)
        context.on("weberror", lambda error: exceptions.append(str(error.error)))
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert not strangers, f"the page asked other hosts: {sorted(set(strangers))}"
    assert not exceptions, f"the page's scripts threw: {exceptions}"


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    """A page of a desktop reader: 1280 by 800, light scheme, reduced motion."""
    context = open_context(
        viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    return context.new_page()
