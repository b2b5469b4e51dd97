"""Finds a Chromium for the browser tests, or installs one; prints its path.

In this order: the one that `GUIDE_BROWSER` names, one that is installed, Playwright's own, Playwright's own after a
download, and the system's package manager where no password is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ADVICE = (
    "Install Chromium or Chrome by hand (Debian: sudo apt install chromium; macOS: brew install --cask google-chrome), "
    "or name one: GUIDE_BROWSER=/path/to/chromium make test"
)


class NoBrowserError(Exception):
    """No browser was found, and none could be installed; the message says what to do."""


def find_browser() -> Path | None:
    """The browser that the tests drive, or None where there is none. Installs nothing.

    Raises:
        NoBrowserError: if `GUIDE_BROWSER` names something that does not start.
    """
    named = os.environ.get("GUIDE_BROWSER")
    if named:
        if not _starts(Path(named)):
            raise NoBrowserError(f"GUIDE_BROWSER={named} is not a browser that starts. {ADVICE}")
        return Path(named)
    return next((path for path in _candidates() if _starts(path)), None)


def ensure_browser() -> Path:
    """As `find_browser`, and installs one where there is none.

    Raises:
        NoBrowserError: if none could be installed either.
    """
    found = find_browser()
    if found:
        return found
    print("browser: none is installed; fetching Playwright's own Chromium", file=sys.stderr)
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    found = find_browser()
    if found:
        return found
    _install_with_apt()
    found = find_browser()
    if found:
        return found
    raise NoBrowserError(f"no Chromium was found, and none could be installed. {ADVICE}")


def _candidates() -> Iterator[Path]:
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            yield Path(found)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        for application in MAC_APPLICATIONS:
            yield folder / application
    own = _playwright_browser()
    if own:
        yield own


def _playwright_browser() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _starts(path: Path) -> bool:
    # A file is not enough: Ubuntu's chromium-browser may be a stub that asks for a snap, and a downloaded browser may
    # lack the system's libraries. Both fail here.
    if not path.exists():
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install_with_apt() -> None:
    if not shutil.which("apt-get"):
        return
    as_root: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or not _run(["sudo", "-n", "true"]):
            return
        as_root = ["sudo", "-n"]
    print("browser: installing the system's chromium with apt-get", file=sys.stderr)
    _run([*as_root, "apt-get", "update", "-qq"])
    install = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq"]
    if not _run([*install, "--no-install-recommends", "chromium"]) or not find_browser():
        # Ubuntu has Chromium only as a snap: give Playwright's own the system libraries that it lacks.
        _run([sys.executable, "-m", "playwright", "install-deps", "chromium"])


def _run(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, check=False, timeout=900).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"browser: {command[0]}: {error}", file=sys.stderr)
        return False


def main() -> int:
    """Print the browser's path; 1 with a reason where there is none."""
    try:
        print(f"browser: {ensure_browser()}")
    except NoBrowserError as error:
        print(f"browser: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
