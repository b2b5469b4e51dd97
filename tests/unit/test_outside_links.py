"""Outside addresses are asked politely, and only what is gone counts as dead: held against a server of bad manners."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.outside_links import (
    AGENT,
    Finding,
    Manners,
    Memory,
    Verdict,
    addresses,
    check,
    exceptions,
    report,
)

ROOT = Path(__file__).resolve().parents[2]
QUICK = Manners(between=0.0, timeout=1.0, slow=0.4, tries=3, patience=2.0, backoff=0.01)


class Server(ThreadingHTTPServer):
    """Counts what it is asked, and misbehaves by the path's name."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def methods(self, path: str) -> list[str]:
        return [method for method, _ in self.asked[f"/{path}"]]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _handle(self) -> None:
        with self.server.lock:
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
            self.server.asked[self.path].append((self.command, time.monotonic()))
            self.server.agents.add(self.headers["User-Agent"])
            times = len(self.server.asked[self.path])
        try:
            self._misbehave(times)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self.server.lock:
                self.server.at_once -= 1

    do_GET = do_HEAD = _handle

    def _misbehave(self, times: int) -> None:
        path = self.path.split("?")[0]
        if path in ("/missing", "/gone"):
            self._answer(404 if path == "/missing" else 410)
        elif path == "/no-head" and self.command == "HEAD":
            self._answer(405)
        elif path == "/head-lies" and self.command == "HEAD":
            self._answer(404)
        elif path in ("/moved", "/moved-for-now"):
            self._answer(301 if path == "/moved" else 302, {"Location": "/here"})
        elif path == "/moved-then-gone":
            self._answer(301, {"Location": "/gone"})
        elif path == "/circle":
            self._answer(302, {"Location": "/circle"})
        elif path == "/forbidden":
            self._answer(403)
        elif path == "/busy-at-first" and times <= 2:
            self._answer(503)
        elif path == "/broken":
            self._answer(500)
        elif path == "/too-many-at-first" and times <= 2:
            self._answer(429, {"Retry-After": "1"})
        elif path == "/too-many":
            self._answer(429, {"Retry-After": "3600"})
        elif path == "/slow":
            time.sleep(0.6)
            self._answer(200)
        elif path == "/hangs":
            time.sleep(1.5)
            self._answer(200)
        elif path == "/hangs-up":
            self.close_connection = True
            self.connection.close()
        elif path == "/endless":
            self.send_response(200 if self.command == "GET" else 405)
            self.end_headers()
            if self.command == "GET":
                for _ in range(200):
                    self.wfile.write(b"x" * 65536)
                    time.sleep(0.02)
        elif path == "/wayback":
            copy = {"available": True, "url": "http://web.archive.org/web/2020/http://gone"}
            known = {"closest": copy} if self.path.endswith("gone") else {}
            self._answer(200, body=json.dumps({"archived_snapshots": known}).encode())
        else:
            self._answer(200, body=b"<p>here</p>")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def run(
    server: Server, paths: list[str], tmp_path: Path, manners: Manners = QUICK, **excepted: str
) -> dict[str, Finding]:
    memory = Memory(tmp_path / "links.jsonl", fresh_days=1)
    urls = {path: server.url(path) for path in paths}
    listed = {server.url(path): why for path, why in excepted.items()}
    found = asyncio.run(check(urls.values(), memory, listed, manners, wayback=server.url("wayback")))
    return dict(zip(urls, found, strict=True))


@pytest.mark.parametrize(
    ("path", "verdict", "detail"),
    [
        ("here", Verdict.ALIVE, "200"),
        ("no-head", Verdict.ALIVE, "200"),
        ("head-lies", Verdict.ALIVE, "200"),
        ("moved-for-now", Verdict.ALIVE, "200"),
        ("busy-at-first", Verdict.ALIVE, "200"),
        ("too-many-at-first", Verdict.ALIVE, "200"),
        ("endless", Verdict.ALIVE, "200"),
        ("moved", Verdict.MOVED, "/here"),
        ("slow", Verdict.SLOW, "answered after"),
        ("forbidden", Verdict.BLOCKED, "403"),
        ("too-many", Verdict.BLOCKED, "429"),
        ("broken", Verdict.UNREACHABLE, "500"),
        ("hangs", Verdict.UNREACHABLE, "Timeout"),
        ("hangs-up", Verdict.UNREACHABLE, "Error"),
        ("circle", Verdict.UNREACHABLE, "without end"),
        ("missing", Verdict.DEAD, "404"),
        ("gone", Verdict.DEAD, "410"),
        ("moved-then-gone", Verdict.DEAD, "410"),
    ],
)
def test_each_misbehavior_is_told_apart(
    server: Server, tmp_path: Path, path: str, verdict: Verdict, detail: str
) -> None:
    started = time.monotonic()
    finding = run(server, [path], tmp_path)[path]
    assert (finding.verdict, detail in finding.detail) == (verdict, True), finding
    assert time.monotonic() - started < 8


def test_a_host_that_is_not_there_is_unreachable_and_not_dead(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "links.jsonl", fresh_days=1)
    url = "http://127.0.0.1:9/nothing-listens-here"
    assert asyncio.run(check([url], memory, {}, QUICK))[0].verdict is Verdict.UNREACHABLE


def test_get_follows_head_only_where_head_was_not_answered_well(server: Server, tmp_path: Path) -> None:
    run(server, ["here", "no-head", "gone"], tmp_path)
    assert [server.methods(p) for p in ("here", "no-head", "gone")] == [
        ["HEAD"],
        ["HEAD", "GET"],
        ["HEAD", "GET"],
    ]
    assert server.agents == {AGENT} and "github.com" in AGENT


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(server: Server, tmp_path: Path) -> None:
    paths = [f"page-{n}" for n in range(4)]
    run(server, paths, tmp_path, Manners(between=0.2, timeout=2))
    times = sorted(when for path in paths for _, when in server.asked[f"/{path}"])
    assert server.most_at_once == 1
    assert min(b - a for a, b in pairwise(times)) > 0.15


def test_different_hosts_are_asked_side_by_side(tmp_path: Path) -> None:
    servers = [Server() for _ in range(6)]
    for one in servers:
        threading.Thread(target=one.serve_forever, daemon=True).start()
    started = time.monotonic()
    memory = Memory(tmp_path / "links.jsonl", fresh_days=1)
    asyncio.run(check([one.url("slow") for one in servers], memory, {}, QUICK))
    assert time.monotonic() - started < 6 * 0.6
    for one in servers:
        one.shutdown()
        one.server_close()


def test_a_server_that_asks_for_time_gets_it(server: Server, tmp_path: Path) -> None:
    run(server, ["too-many-at-first"], tmp_path)
    times = [when for _, when in server.asked["/too-many-at-first"]]
    assert times[-1] - times[1] >= 0.95


def test_a_run_that_was_broken_off_is_taken_up_where_it_ended(server: Server, tmp_path: Path) -> None:
    run(server, ["here", "gone", "broken"], tmp_path)
    with (tmp_path / "links.jsonl").open("a") as file:
        file.write('{"url": "http://cut')  # the power went
    server.asked.clear()
    found = run(server, ["here", "gone", "broken", "no-head"], tmp_path)
    # Known ones are not asked again, but one that may have had a bad moment is.
    assert set(server.asked) == {"/broken", "/no-head"}
    assert found["gone"].verdict is Verdict.DEAD


def test_what_was_found_long_ago_is_asked_again(server: Server, tmp_path: Path) -> None:
    old = {"url": server.url("here"), "verdict": "dead", "detail": "", "on": "2020-01-01T00:00:00+00:00"}
    (tmp_path / "links.jsonl").write_text(json.dumps(old) + "\n")
    assert run(server, ["here"], tmp_path)["here"].verdict is Verdict.ALIVE


def test_an_archived_copy_is_offered_for_what_is_gone(server: Server, tmp_path: Path) -> None:
    found = run(server, ["gone", "missing"], tmp_path)
    assert found["gone"].archive == "https://web.archive.org/web/2020/http://gone"
    assert found["missing"].archive == ""
    text = report(found.values(), {server.url("gone"): ["docs/index.md:3"]})
    assert "2 addresses: 2 dead." in text
    assert "archived: https://web.archive.org/web/2020/http://gone) in docs/index.md:3" in text
    assert "no archived copy" in text


def test_an_exception_is_not_asked_and_has_a_reason(server: Server, tmp_path: Path) -> None:
    found = run(server, ["gone"], tmp_path, gone="kept for its history")
    assert found["gone"].verdict is Verdict.EXCEPTED and not server.asked
    listed = exceptions(ROOT / "scripts" / "link_exceptions.yml")
    assert listed and all(len(why.split()) >= 3 for why in listed.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://a.example/: dead\n", "links.yml:1: 'https://a.example/' has no reason"),
        (
            "# c\nhttps://a/: one two three\nhttps://a/: one two three\n",
            "links.yml:3: 'https://a/' is listed",
        ),
        ("- https://a.example/\n", "links.yml:1: expected a mapping"),
    ],
)
def test_a_wrong_exception_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "links.yml").write_text(text)
    with pytest.raises(ValueError, match=said):
        exceptions(tmp_path / "links.yml")


def test_addresses_are_found_in_pages_and_records_with_their_place(tmp_path: Path) -> None:
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "resources.yml").write_text("a:\n  url: https://en.wikipedia.org/wiki/Kernel_(statistics)#top\n")
    (tmp_path / "docs" / "index.md").write_text(
        "See [it](https://example.org/a_b), <https://example.org/c>.\n\nAlso `https://example.org/d`.\n"
    )
    assert addresses(tmp_path) == {
        "https://en.wikipedia.org/wiki/Kernel_(statistics)": ["docs/_data/resources.yml:2"],
        "https://example.org/a_b": ["docs/index.md:1"],
        "https://example.org/c": ["docs/index.md:1"],
        "https://example.org/d": ["docs/index.md:3"],
    }
