"""A page sent by a stranger may call the guide's macros with literal arguments, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.sandbox import PageError, render

MACROS = {
    "topic": lambda id, text=None: f"[{text or id}]",
    "fig": lambda name: name,
    "fails": lambda: (_ for _ in ()).throw(ValueError("no such thing")),
}

ESCAPES = [
    "{{ config.theme.get_env() }}",
    "{{ config }}",
    "{{ environment }}",
    "{{ page.file.abs_src_path }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ topic.__globals__ }}",
    "{{ topic.__globals__['os'].system('id') }}",
    "{{ topic['__globals__'] }}",
    "{{ (topic|attr('__globals__')) }}",
    "{{ topic('a')|attr('__class__') }}",
    "{{ topic('a').__class__.__base__ }}",
    "{{ topic('a'.__class__) }}",
    "{{ topic(topic.__init__) }}",
    "{{ topic(*[1]) }}",
    "{{ topic(**{'id': 1}) }}",
    "{{ '%s'|format(topic) }}",
    "{{ '{0.__globals__}'.format(topic) }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace(a=1) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ range(10**9)|list }}",
    "{{ 'a' * 10**9 }}",
    "{{ [1] * 10**9 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{% for i in range(999999999) %}x{% endfor %}",
    "{% set x = topic %}{{ x.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% from 'x' import y %}",
    "{% extends 'base.html' %}",
    "{% macro f() %}{{ caller.__globals__ }}{% endmacro %}{{ f() }}",
    "{% call topic('a') %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with a=topic %}{{ a.__code__ }}{% endwith %}",
    "{% block b %}{{ self.b.__globals__ }}{% endblock %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% if topic.__globals__ %}x{% endif %}",
    "{{ topic }}",
    "{{ 1 if topic else 2 }}",
    "{{ topic('a' ~ topic.__name__) }}",
    "{{ topic({'a': topic}) }}",
]


@pytest.mark.parametrize("attempt", ESCAPES)
def test_an_escape_is_refused_with_its_line(attempt: str) -> None:
    with pytest.raises(PageError, match=r"docs/topics/x\.md:[57]: found"):
        render(f"first\n\n{attempt}\n", "topics/x.md", MACROS, first_line=5)


def test_macros_and_anchors_and_raw_braces_work() -> None:
    page = '## How {#how}\n\n{{ topic("a") }} {{ topic("a", text="b") }} {% raw %}{{ kept }}{% endraw %}\n'
    assert render(page, "x.md", MACROS) == "## How {#how}\n\n[a] [b] {{ kept }}\n"


def test_a_misspelt_macro_suggests_the_nearest() -> None:
    with pytest.raises(
        PageError, match=r"docs/x\.md:2: found the unknown macro 'topc'.*did you mean 'topic'"
    ):
        render('\n{{ topc("a") }}', "x.md", MACROS)


def test_a_macro_that_fails_names_the_line_of_its_call() -> None:
    with pytest.raises(PageError, match=r"docs/x\.md:3: fails: no such thing"):
        render("\n\n{{ fails() }}", "x.md", MACROS)


def test_a_wrong_number_of_arguments_is_explained() -> None:
    with pytest.raises(PageError, match=r"docs/x\.md:1: found a wrong call of fig"):
        render("{{ fig() }}", "x.md", MACROS)


def test_broken_jinja_names_its_line() -> None:
    with pytest.raises(PageError, match=r"docs/x\.md:2: found broken Jinja"):
        render("a\n{{ topic('a' }}", "x.md", MACROS)


def test_a_call_over_several_lines_keeps_the_lines_of_those_after_it() -> None:
    page = 'a\n{{ topic(\n  "b",\n  text="c"\n) }} d\n{{ fails() }}\n'
    with pytest.raises(PageError, match=r"docs/x\.md:6: fails"):
        render(page, "x.md", MACROS)


calls = st.sampled_from(
    ['{{ topic("a") }}', "{{ fig('b') }}", '{{ topic(\n"a") }}', '{{ "{{" }}', "{# x #}", "{#id}"]
)
words = st.text(alphabet="ab \n{}%#'\"", max_size=12).filter(
    lambda t: not any(m in t for m in ("{{", "{%", "{##"))
)


@given(st.lists(st.one_of(calls, words), max_size=8))
def test_a_page_reads_the_same_whether_or_not_jinja_sees_all_of_it(parts: list[str]) -> None:
    page = " ".join(parts)

    def outcome(text: str) -> str:
        try:
            return render(text, "x.md", MACROS)
        except PageError as error:
            return f"line {error.line}"

    # A raw block at the end sends the whole page through Jinja.
    assert outcome(page + " ") == outcome(page + " {% raw %}{% endraw %}")


def test_a_page_without_end_is_refused() -> None:
    with pytest.raises(PageError, match="expected at most"):
        render("x" * 500_000, "x.md", MACROS)
    with pytest.raises(PageError, match="macro calls"):
        render("{{ fig('a') }}" * 2_000, "x.md", MACROS)


def test_deep_nesting_is_refused_not_crashed() -> None:
    with pytest.raises(PageError):
        render("{{ topic(" + "[" * 5_000 + "]" * 5_000 + ") }}", "x.md", MACROS)


@given(st.text(alphabet=st.characters(exclude_characters="{", exclude_categories=["Cs"]), max_size=200))
def test_prose_without_macros_comes_out_as_it_went_in(text: str) -> None:
    assert render(text, "x.md", MACROS) == text
