"""The listing and the figures of the page on named entity recognition."""

from __future__ import annotations

from itertools import product

import pytest
from sklearn.metrics import precision_recall_fscore_support

from tests.topics import load_example

example = load_example("named-entity-recognition")


def legal(tags: tuple[str, ...]) -> bool:
    """An I continues a span of its own type."""
    return all(
        tag[0] != "I" or (before != "O" and before[2:] == tag[2:])
        for before, tag in zip(("O", *tags), tags, strict=False)
    )


def test_spans_by_hand() -> None:
    tags = ["B-PER", "I-PER", "B-PER", "O", "B-ORG", "I-ORG", "I-ORG"]
    assert example.spans(tags) == {("PER", 0, 2), ("PER", 2, 3), ("ORG", 4, 7)}


def test_an_orphan_inside_tag_opens_a_span_or_is_dropped() -> None:
    assert example.spans(["O", "I-LOC", "I-LOC"]) == {("LOC", 1, 3)}
    assert example.spans(["O", "I-LOC", "I-LOC"], repair=False) == set()
    # a change of type ends the span
    assert example.spans(["B-PER", "I-ORG"]) == {("PER", 0, 1), ("ORG", 1, 2)}
    assert example.spans(["B-PER", "I-ORG"], repair=False) == {("PER", 0, 1)}


def test_every_legal_sequence_is_read_alike_and_is_determined_by_its_spans() -> None:
    sequences = [t for t in product(["O", "B-X", "I-X", "B-Y", "I-Y"], repeat=5) if legal(t)]
    read = {tags: frozenset(example.spans(list(tags))) for tags in sequences}
    assert len(set(read.values())) == len(sequences) > 500
    assert all(example.spans(list(tags), repair=False) == spans for tags, spans in read.items())


def test_bilou_marks_the_last_and_the_only_token() -> None:
    tags = ["B-X", "I-X", "I-X", "O", "B-X", "B-Y", "I-Y"]
    assert example.bilou(tags) == ["B-X", "I-X", "L-X", "O", "U-X", "B-Y", "L-Y"]


def test_f1_is_that_of_scikit_learn_over_the_union_of_spans() -> None:
    gold = [example.spans(["B-X", "I-X", "O", "B-Y"]), example.spans(["B-X", "O", "O", "O"])]
    found = [example.spans(["B-X", "O", "O", "B-Y"]), example.spans(["B-X", "B-X", "O", "O"])]
    keys = sorted(
        {(i, s) for i, spans in enumerate(zip(gold, found, strict=True)) for s in spans[0] | spans[1]}
    )
    truth, said = [s in gold[i] for i, s in keys], [s in found[i] for i, s in keys]
    expected = precision_recall_fscore_support(truth, said, average="binary")[:3]
    assert example.f1(gold, found) == pytest.approx(expected)


def test_a_wrong_boundary_costs_a_false_positive_and_a_miss() -> None:
    gold, cut = [{("ORG", 4, 7)}, {("PER", 0, 2)}], [{("ORG", 4, 6)}, {("PER", 0, 2)}]
    missed: list[set[tuple[str, int, int]]] = [set(), {("PER", 0, 2)}]
    assert example.f1(gold, cut)[2] == pytest.approx(0.5)
    assert example.f1(gold, missed)[2] == pytest.approx(2 / 3)


def test_spans_to_score_in_128_tokens() -> None:
    assert sum(1 for i in range(128) for j in range(i + 1, 129) if j - i <= 12) == 1_470
