"""The listing and the figures of the page on part-of-speech tagging."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.special import logsumexp

from tests.topics import load_example

example = load_example("part-of-speech-tagging")


def random_model(seed: int, tags: int, words: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arbitrary log scores, not normalized: the recursions must not rely on probabilities."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=tags), rng.normal(size=(tags, tags)), rng.normal(size=(words, tags))


def all_sequences(start: np.ndarray, move: np.ndarray, emit: np.ndarray) -> dict[tuple[int, ...], float]:
    words, tags = emit.shape
    scores = {}
    for tag in product(range(tags), repeat=words):
        steps = sum(move[a, b] for a, b in pairwise(tag))
        scores[tag] = float(start[tag[0]] + steps + sum(emit[i, t] for i, t in enumerate(tag)))
    return scores


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_and_the_partition_agree_with_all_tag_sequences(seed: int) -> None:
    model = random_model(seed, tags=3, words=6)
    scores = all_sequences(*model)
    tags, score = example.viterbi(*model)
    assert tuple(tags) == max(scores, key=lambda t: scores[t])
    assert score == pytest.approx(max(scores.values()))
    assert example.log_partition(*model) == pytest.approx(logsumexp(list(scores.values())))


def test_a_beam_that_keeps_every_prefix_is_exact_and_a_narrow_one_is_never_better() -> None:
    found_less = 0
    for seed in range(20):
        model = random_model(seed, tags=3, words=5)
        best = example.viterbi(*model)[1]
        assert example.beam(*model, 3**4)[1] == pytest.approx(best)
        narrow = example.beam(*model, 1)[1]
        assert narrow <= best + 1e-9
        found_less += narrow < best - 1e-9
    assert found_less > 0


def test_the_old_man_the_boat_needs_a_beam_of_three() -> None:
    model = (
        example.START,
        example.MOVE,
        np.array([example.EMIT[w] for w in ("the", "old", "man", "the", "boat")]),
    )
    scores = all_sequences(*model)
    assert len(scores) == 1_024
    best = max(scores, key=lambda t: scores[t])
    assert [example.TAGS[t] for t in best] == ["DET", "NOUN", "VERB", "DET", "NOUN"]
    assert [tuple(example.beam(*model, b)[0]) == best for b in (1, 2, 3)] == [False, False, True]
    share = np.exp(scores[best] - logsumexp(list(scores.values())))
    assert share == pytest.approx(0.49, abs=0.005)


def test_the_worked_example_on_three_words() -> None:
    # prefixes after "the old man", as the page's table gives them, times P(the | DET) P(DET) = 0.3
    emit = np.array([example.EMIT[w] for w in ("the", "old", "man")])
    scores = {t: np.exp(s) for t, s in all_sequences(example.START, example.MOVE, emit).items()}
    assert scores[0, 1, 2] == pytest.approx(1.8e-5, rel=0.01)
    assert scores[0, 2, 2] == pytest.approx(2.1e-6, rel=0.01)
    assert scores[0, 2, 3] == pytest.approx(4.5e-7, rel=0.01)


def test_rows_of_the_example_are_distributions() -> None:
    assert np.exp(example.START).sum() == pytest.approx(1)
    assert np.exp(example.MOVE).sum(axis=1) == pytest.approx(np.ones(4))
