"""Leaves out of Material's style sheet what this site never shows, and comments out of ours: 14 KB compressed on a first visit.

A MkDocs hook. Without it (under another builder, or after an upgrade that renames things) the whole sheet is served and
nothing looks different. A rule goes only if every one of its selectors names a part that is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Parts of Material and of Markdown extensions that no template or page of this guide uses.
UNUSED = re.compile(
    r"""
    \[dir=rtl\]
  | \.md-(?:annotation|author|banner|clipboard|code__|consent|feedback|iframe-worker|meta|pagination|path|post|profile|progress
           |select|selection|social|source|source-file|status|tag|tags|tooltip2?|top|typeset__scrollwrap|typeset__table|version
           |footer__|footer-meta|copyright|content__button|content__icon)(?![a-z])
  | \.md-nav(?:__(?:button|container|icon|source|title|toggle)|--(?:primary|lifted|integrated))(?![a-z])
  | \.(?:arithmatex|critic|emojione|footnote|footnote-ref|footnote-backref|gemoji|giscus|headerlink-none|keys|lightbox|mermaid|mdx-[a-z-]+
        |progress|progress-bar|progress-label|task-list|task-list-control|task-list-indicator|task-list-item|twemoji|tx-[a-z-]+
        |linenos|linenodiv|linenospan|highlighttable|filename|inline|cards|grid|results-header)(?![\w-])
  | \.key-[a-z-]+
  | \.md-typeset\ (?:kbd|mark|ins|del|video|iframe|summary::?before)(?![\w-])
  | \.(?:abstract|summary|tldr|info|todo|success|check|done|question|help|faq|failure|fail|missing|bug|example|quote|cite|note|warning|danger|tip|hint|important
        |attention|caution|error|snippet)(?![\w-])
  | \.tabbed-(?:block|button|content|control|labels--linked)(?![\w-])\[data-md-|:root>\*\ \.no-such
    """,
    re.VERBOSE,
)
# Icons of those parts, each a drawing in a data address.
UNUSED_VARIABLE = re.compile(
    r"--md-(?:admonition-icon|annotation-icon|clipboard-icon|code-[a-z]+-icon|details-icon|footnotes-icon|path-icon|post-[a-z]+-icon|source-[a-z-]+icon"
    r"|source-[a-z]+-icon|status|status--[a-z]+|tag-icon|tasklist-icon|toc-icon|tooltip-[a-z]+|version-icon|meta-[a-z]+|typeset-[a-z]+-icon|typeset-table|annotation|tabbed-icon)[\w-]*:"
    r"(?:\((?:\"[^\"]*\"|[^)\"])*\)|\"[^\"]*\"|[^;}\"(])*;?"
)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """The blocks of a style sheet in order, as what stands before the brace and what between the braces."""
    start = depth = body = 0
    for match in re.finditer(r"[{}]|;", css):
        sign, at = match.group(), match.start()
        if sign == "{":
            if depth == 0:
                body = at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start : body - 1].strip(), css[body:at]
                start = at + 1
        elif depth == 0:  # @charset "utf-8";
            yield css[start : at + 1].strip(), ""
            start = at + 1


def selectors(prelude: str) -> list[str]:
    """A rule's selectors; a comma inside parentheses does not part them."""
    return re.split(r",(?![^(]*\))", prelude)


def trim(css: str) -> str:
    """The style sheet without the rules all of whose selectors are of unused parts."""
    kept: list[str] = []
    for prelude, body in rules(css):
        if prelude.startswith(("@media", "@supports")):
            inner = trim(body)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}" if body else prelude)
        else:
            used = [part for part in selectors(prelude) if not UNUSED.search(part)]
            body = UNUSED_VARIABLE.sub("", body)
            if used and body:
                kept.append(f"{','.join(used)}{{{body}}}")
    return "".join(kept)


def squeeze(css: str) -> str:
    """A style sheet without comments, line breaks and indents."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};]) ?", r"\1", css).replace(";}", "}").strip()


def on_post_build(config: Any, **_: Any) -> None:
    """Called by MkDocs when the site has been written."""
    for sheet in Path(config["site_dir"], "assets/stylesheets").glob("*.css"):
        change = trim if sheet.name.startswith("main.") else squeeze
        if not sheet.name.startswith("palette."):  # not linked (overrides/main.html)
            sheet.write_text(change(sheet.read_text(encoding="utf-8")), encoding="utf-8")
