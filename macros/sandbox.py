"""What a page's Jinja may do: call a macro of ours with literal arguments. Nothing else.

Pages come from strangers by pull request and are rendered in the build. Jinja's own sandbox stops access to Python's
internals, but a page could still loop without end, fill the memory, or reach what a handed-over object exposes. So a
page's template is parsed first and refused unless every expression in it is a call of a registered macro with constant
arguments; Jinja's sandbox stands behind that as a second wall.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

Macro = Callable[..., str]

MAX_PAGE = 400_000  # characters; the longest page is a tenth of this
MAX_CALLS = 1_000  # macro calls on one page


class PageError(Exception):
    """A page asks for what it may not have, or asks wrongly. `str()` is `file:line: message`."""

    def __init__(self, page: str, line: int, message: str) -> None:
        self.page, self.line, self.message = page, line, message
        super().__init__(f"docs/{page}:{line}: {message}")


def environment() -> ImmutableSandboxedEnvironment:
    """A Jinja environment with no globals, filters or tests, that can load no other template."""
    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        comment_start_string="{##",  # `{#id}` is an anchor in Markdown, not a comment
        comment_end_string="##}",
        keep_trailing_newline=True,
        cache_size=0,
    )
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


_ENVIRONMENT = environment()
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def constant(node: nodes.Node) -> bool:
    """Whether an argument is a literal: a text, a number, true, false, none, or a list of such."""
    if isinstance(node, nodes.Const):
        return node.value is None or isinstance(node.value, (str, int, float, bool))
    if isinstance(node, nodes.List):
        return all(map(constant, node.items))
    return isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const)


def refuse(page: str, line: int, what: str) -> PageError:
    """The error for a construct that pages may not use."""
    message = (
        f'found {what}; expected a macro call such as {{{{ topic("calibration") }}}} with literal arguments'
    )
    return PageError(page, line, message)


Piece = tuple[int, nodes.Node | str]  # a line of the page, and the text or the expression that starts on it


def split(markdown: str) -> list[Piece]:
    """The page as text and expressions in order, each with its line, counted from 1. Raises TemplateSyntaxError.

    Jinja's lexer takes a page of prose character by character. So where a page has expressions only, as nearly all
    have, it is given those alone; what they mean is its to say either way.
    """
    calls = list(_EXPRESSION.finditer(markdown))
    between = _EXPRESSION.split(markdown)
    if "{%" in markdown or "{##" in markdown or any("{{" in text for text in between):
        return _parsed(markdown)
    expressions = [
        node for _, node in _parsed("\n".join(call.group() for call in calls)) if not isinstance(node, str)
    ]
    if len(expressions) != len(calls):
        return _parsed(markdown)
    pieces: list[Piece] = []
    line = 1
    for text, call, expression in zip(between, calls, expressions, strict=False):
        pieces.append((line, text))
        line += text.count("\n")
        pieces.append((line, expression))
        line += call.group().count("\n")
    return [*pieces, (line, between[-1])]


def _parsed(template: str) -> list[Piece]:
    pieces: list[Piece] = []
    for statement in _ENVIRONMENT.parse(template).body:
        for node in statement.nodes if isinstance(statement, nodes.Output) else [statement]:
            # A few statements carry no line.
            pieces.append((node.lineno or 1, node.data if isinstance(node, nodes.TemplateData) else node))
    return pieces


def check(page: str, pieces: Iterable[Piece], macros: Iterable[str]) -> None:
    """Refuse everything but text and calls of known macros. Raises PageError."""
    known = set(macros)
    calls = 0
    for line, node in pieces:
        if isinstance(node, str):
            continue
        calls += 1
        if calls > MAX_CALLS:
            raise PageError(page, line, f"found more than {MAX_CALLS} macro calls; expected fewer")
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            continue
        if isinstance(node, nodes.Stmt):
            raise refuse(page, line, f"the Jinja statement '{type(node).__name__.lower()}'")
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            raise refuse(page, line, f"a {type(node).__name__.lower()} expression")
        if node.node.name not in known:
            near = difflib.get_close_matches(node.node.name, sorted(known), n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            listed = ", ".join(sorted(known))
            message = f"found the unknown macro '{node.node.name}'; expected one of {listed}{hint}"
            raise PageError(page, line, message)
        arguments = [*node.args, *(keyword.value for keyword in node.kwargs)]
        if node.dyn_args is not None or node.dyn_kwargs is not None or not all(map(constant, arguments)):
            raise refuse(page, line, f"an argument of '{node.node.name}' that is not a literal")


def render(markdown: str, page: str, macros: Mapping[str, Macro], first_line: int = 1) -> str:
    """A page's Markdown with its macro calls replaced by what they return.

    `page` is its path below docs/, `first_line` the line of the file at which `markdown` starts (after the front
    matter). Raises PageError with the file and the line.
    """
    if len(markdown) > MAX_PAGE:
        raise PageError(page, 1, f"found {len(markdown):,} characters; expected at most {MAX_PAGE:,}")
    offset = first_line - 1
    try:
        pieces = split(markdown)
        check(page, pieces, macros)
    except TemplateSyntaxError as error:
        raise _broken(markdown, page, offset, error) from None
    except RecursionError:
        raise PageError(
            page, first_line, "found Jinja that is nested too deeply; expected a macro call"
        ) from None
    except PageError as error:
        raise PageError(page, error.line + offset, error.message) from None
    # Evaluated here rather than by a compiled template, so that an error knows the line of the call that raised it.
    return "".join(
        node if isinstance(node, str) else _value(node, page, line + offset, macros) for line, node in pieces
    )


def _broken(markdown: str, page: str, offset: int, error: TemplateSyntaxError) -> PageError:
    try:
        _ENVIRONMENT.parse(markdown)  # the whole page, for the line in it
    except TemplateSyntaxError as whole:
        error = whole
    return PageError(page, error.lineno + offset, f"found broken Jinja: {error.message}")


def _value(node: nodes.Node, page: str, line: int, macros: Mapping[str, Macro]) -> str:
    if isinstance(node, nodes.Const):
        return str(node.value)
    assert isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
    name = node.node.name
    args = [argument.as_const() for argument in node.args]
    kwargs = {keyword.key: keyword.value.as_const() for keyword in node.kwargs}
    try:
        return macros[name](*args, **kwargs)
    except PageError:
        raise
    except TypeError as error:
        raise PageError(page, line, f"found a wrong call of {name}: {error}") from None
    except Exception as error:
        raise PageError(page, line, f"{name}: {error}") from error
