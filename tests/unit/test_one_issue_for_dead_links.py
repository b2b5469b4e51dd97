"""The weekly workflow keeps one issue about dead links: opened once, brought up to date, closed when all is well."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "file_links_issue.sh"
GH = """#!/bin/sh
echo "$@" >> "$ASKED"
[ "$1 $2" = "issue list" ] && printf '%s' "$OPEN_ISSUE"
exit 0
"""


@pytest.mark.parametrize(
    ("outcome", "open_issue", "wanted"),
    [
        ("failure", "", "issue create --title Links that are gone"),
        ("failure", "7", "issue edit 7 --body-file"),
        ("success", "7", "issue close 7"),
        ("success", "", ""),
    ],
)
def test_there_is_never_a_second_issue(tmp_path: Path, outcome: str, open_issue: str, wanted: str) -> None:
    gh, report, asked = tmp_path / "gh", tmp_path / "links.md", tmp_path / "asked"
    gh.write_text(GH)
    gh.chmod(0o755)
    report.write_text("3 addresses: 1 dead.\n")
    env = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "ASKED": str(asked),
        "OPEN_ISSUE": open_issue,
    }
    subprocess.run([str(SCRIPT), outcome, str(report)], check=True, env=env, timeout=20)
    commands = [line for line in asked.read_text().splitlines() if not line.startswith("issue list")]
    assert [line[: len(wanted)] for line in commands] == ([wanted] if wanted else [])


def test_a_check_that_broke_down_files_nothing(tmp_path: Path) -> None:
    run = subprocess.run(
        [str(SCRIPT), "failure", str(tmp_path / "none.md")], capture_output=True, text=True, timeout=20
    )
    assert run.returncode == 1 and "without a report" in run.stderr
