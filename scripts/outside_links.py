"""Asks, politely, whether the addresses that the guide leads to are still alive.

Only an address that its server calls gone counts as dead. One that has moved, one that refuses robots, one that is slow
and one that could not be reached are told apart: nothing is wrong with the guide there, or nobody can know from here.

addresses() -> check() -> report(). What was found is kept after every address, so that a run can be broken off and
taken up again.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urldefrag, urlsplit

import httpx
import yaml

AGENT: Final = "ml-system-design-guide-links/1 (+https://github.com/ml-system-design-guide/guide)"
ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
# Servers that answer HEAD wrongly are common: any other answer than these is asked again with GET.
HEAD_IS_ENOUGH: Final = frozenset(range(200, 300))
BLOCKED: Final = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})
GONE: Final = frozenset({404, 410})
MOVED: Final = frozenset({301, 308})
WAYBACK: Final = "https://archive.org/wayback/available"


class Verdict(StrEnum):
    """What was found about an address."""

    ALIVE = "alive"
    MOVED = "moved"
    SLOW = "slow"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    DEAD = "dead"
    EXCEPTED = "excepted"


@dataclass(frozen=True)
class Finding:
    """What was found about one address, and when."""

    url: str
    verdict: Verdict
    detail: str
    on: str
    moved_to: str = ""
    archive: str = ""


@dataclass(frozen=True)
class Manners:
    """How hard a server may be asked. Seconds, unless named otherwise."""

    together: int = 24
    between: float = 1.0  # requests to one host
    timeout: float = 30.0
    slow: float = 10.0
    tries: int = 3
    patience: float = 60.0  # longest wait that a server may ask for
    backoff: float = 2.0


@dataclass
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


def addresses(root: Path) -> dict[str, list[str]]:
    """Every outside address in the guide's pages and records, with the places (`file:line`) that lead there."""
    found: dict[str, list[str]] = defaultdict(list)
    docs = root / "docs"
    files = [*docs.rglob("*.md"), *(docs / "_data").rglob("*.yml"), *root.glob("*.md")]
    for path in sorted(files):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for match in ADDRESS.finditer(line):
                url = urldefrag(_trimmed(match.group())).url
                found[url].append(f"{path.relative_to(root).as_posix()}:{number}")
    return dict(sorted(found.items()))


def _trimmed(url: str) -> str:
    """An address without the punctuation of the sentence or link it stands in."""
    url = url.rstrip(".,;:!?*")
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count({")": "(", "]": "["}[url[-1]]):
        url = url[:-1].rstrip(".,;:!?*")
    return url


def exceptions(path: Path) -> dict[str, str]:
    """The beginnings of addresses that are not asked, each with its reason. Raises ValueError, with file and line."""
    listed: dict[str, str] = {}
    document = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    nodes = document.value if isinstance(document, yaml.MappingNode) else []
    if document is not None and not isinstance(document, yaml.MappingNode):
        raise ValueError(f"{path.name}:1: expected a mapping of addresses to reasons")
    for key, value in nodes:
        where = f"{path.name}:{key.start_mark.line + 1}"
        if not isinstance(value, yaml.ScalarNode) or len(str(value.value).split()) < 3:
            raise ValueError(f"{where}: '{key.value}' has no reason; say why it is not asked")
        if key.value in listed:
            raise ValueError(f"{where}: '{key.value}' is listed twice")
        listed[str(key.value)] = str(value.value)
    return listed


class Memory:
    """What earlier runs found, one line an address: a run that is broken off loses nothing."""

    def __init__(self, path: Path, fresh_days: float) -> None:
        """Findings older than `fresh_days` are asked again, and so are those that may have been a bad moment."""
        self._path = path
        self.found: dict[str, Finding] = {}
        limit = time.time() - fresh_days * 86_400
        for line in path.read_text("utf-8").splitlines() if path.exists() else []:
            try:
                values = json.loads(line)
                finding = Finding(**values | {"verdict": Verdict(values["verdict"])})
                fresh = datetime.fromisoformat(finding.on).timestamp() >= limit
            except (ValueError, TypeError, KeyError):
                continue  # a line cut short when the last run was broken off
            if fresh and finding.verdict is not Verdict.UNREACHABLE:
                self.found[finding.url] = finding
        path.parent.mkdir(parents=True, exist_ok=True)

    def keep(self, finding: Finding) -> None:
        """Write a finding down at once."""
        self.found[finding.url] = finding
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(finding)) + "\n")


async def check(
    urls: Iterable[str],
    memory: Memory,
    excepted: Mapping[str, str],
    manners: Manners,
    wayback: str = WAYBACK,
    told: Callable[[Finding], None] = lambda _: None,
) -> list[Finding]:
    """Ask for each address that memory does not know; the findings are in the order of `urls`."""
    urls = list(urls)
    hosts: dict[str, _Host] = defaultdict(_Host)
    slots = asyncio.Semaphore(manners.together)

    async def one(client: httpx.AsyncClient, url: str) -> None:
        reason = next((why for start, why in excepted.items() if url.startswith(start)), "")
        if reason:
            finding = Finding(url, Verdict.EXCEPTED, reason, _now())
        else:
            finding = await _ask(client, url, hosts[urlsplit(url).netloc], slots, manners)
        if finding.verdict is Verdict.DEAD:
            async with slots:
                archive = await _archived(client, wayback, url)
            finding = Finding(**asdict(finding) | {"archive": archive})
        memory.keep(finding)
        told(finding)

    async with (
        httpx.AsyncClient(
            headers={"User-Agent": AGENT, "Accept": "*/*"}, timeout=manners.timeout, max_redirects=8
        ) as client,
        asyncio.TaskGroup() as group,
    ):
        for url in urls:
            if url not in memory.found:
                group.create_task(one(client, url))
    return [memory.found[url] for url in urls]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


async def _ask(
    client: httpx.AsyncClient, url: str, host: _Host, slots: asyncio.Semaphore, manners: Manners
) -> Finding:
    """One address: HEAD, then GET where HEAD is not answered well; again, later, where the server asks for that."""
    verdict, detail = Verdict.UNREACHABLE, ""
    method = "HEAD"
    for attempt in range(manners.tries):
        # One request at a time to a host, and a pause after it: the lock is held through both.
        async with host.lock:
            await asyncio.sleep(max(0.0, host.free_at - time.monotonic()))
            async with slots:
                started = time.monotonic()
                try:
                    answer = await _request(client, method, url)
                    if method == "HEAD" and answer.status_code not in HEAD_IS_ENOUGH:
                        method = "GET"
                        await asyncio.sleep(manners.between)
                        started = time.monotonic()
                        answer = await _request(client, method, url)
                except httpx.TooManyRedirects:
                    return Finding(url, Verdict.UNREACHABLE, "redirects without end", _now())
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    answer, method = None, "GET"
                    detail = f"{type(error).__name__}: {error}".rstrip(": ")
                took = time.monotonic() - started
            host.free_at = time.monotonic() + manners.between
        wait = manners.backoff * 2**attempt
        if answer is not None:
            status = answer.status_code
            if status < 400:
                return _alive(url, answer, took, manners)
            if status in GONE:
                return Finding(url, Verdict.DEAD, f"HTTP {status}", _now())
            verdict = Verdict.BLOCKED if status in BLOCKED else Verdict.UNREACHABLE
            detail = f"HTTP {status}"
            if status in BLOCKED - {429}:
                return Finding(url, verdict, detail, _now())
            wait = max(wait, _retry_after(answer))
        if attempt + 1 == manners.tries or wait > manners.patience:
            break
        await asyncio.sleep(wait)
    return Finding(url, verdict, detail, _now())


async def _request(client: httpx.AsyncClient, method: str, url: str) -> httpx.Response:
    """The answer to a request, redirects followed, without its body."""
    async with client.stream(method, url, follow_redirects=True) as answer:
        return answer


def _alive(url: str, answer: httpx.Response, took: float, manners: Manners) -> Finding:
    """A good answer: moved where every redirect on the way was for good, slow where it kept a reader waiting."""
    final = str(answer.url)
    if answer.history and all(step.status_code in MOVED for step in answer.history) and final != url:
        return Finding(url, Verdict.MOVED, f"for good, to {final}", _now(), moved_to=final)
    if took > manners.slow:
        return Finding(url, Verdict.SLOW, f"answered after {took:.0f} s", _now())
    return Finding(url, Verdict.ALIVE, f"HTTP {answer.status_code}", _now())


def _retry_after(answer: httpx.Response) -> float:
    """The seconds that a server asks to be left alone, or 0."""
    value = answer.headers.get("Retry-After", "")
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


async def _archived(client: httpx.AsyncClient, wayback: str, url: str) -> str:
    """The address of the nearest archived copy, or of the archive's own list of copies where it does not answer."""
    try:
        answer = await client.get(wayback, params={"url": url})
        closest: Any = answer.json().get("archived_snapshots", {}).get("closest", {})
        if closest.get("available"):
            return str(closest["url"]).replace("http://", "https://", 1)
        return ""
    except (httpx.HTTPError, ValueError, AttributeError):
        return f"https://web.archive.org/web/*/{url}"


HEADINGS: Final = {
    Verdict.DEAD: "Dead: the server says that it is gone",
    Verdict.MOVED: "Moved for good: write the new address",
    Verdict.UNREACHABLE: "Unreachable: look again later",
    Verdict.SLOW: "Slow",
    Verdict.BLOCKED: "Blocked: the server refuses robots",
}


def report(findings: Iterable[Finding], places: Mapping[str, list[str]]) -> str:
    """The findings as Markdown: a count of each verdict, then every address that somebody should look at."""
    by_verdict: dict[Verdict, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_verdict[finding.verdict].append(finding)
    counts = ", ".join(f"{len(by_verdict[v])} {v}" for v in Verdict if by_verdict[v])
    parts = [f"{sum(map(len, by_verdict.values()))} addresses: {counts or 'none'}."]
    for verdict, heading in HEADINGS.items():
        if by_verdict[verdict]:
            parts.append(f"## {heading} ({len(by_verdict[verdict])})")
            parts.append("\n".join(_entry(f, places.get(f.url, [])) for f in by_verdict[verdict]))
    return "\n\n".join(parts) + "\n"


def _entry(finding: Finding, places: list[str]) -> str:
    archive = f"; archived: {finding.archive}" if finding.archive else ""
    if finding.verdict is Verdict.DEAD and not finding.archive:
        archive = "; no archived copy"
    return f"- {finding.url} ({finding.detail}{archive}) in {', '.join(places) or 'no page'}"
