"""The listing and the figures of the page on text preprocessing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("text-preprocessing")
WORDS = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
SPACED = {" ".join([*word, example.END]): count for word, count in WORDS.items()}


def learn_by_regular_expression(vocabulary: dict[str, int], merges: int) -> list[tuple[str, str]]:
    """The published algorithm (Sennrich et al. 2016, Algorithm 1) on words as spaced strings."""
    learned = []
    for _ in range(merges):
        pairs: dict[tuple[str, str], int] = defaultdict(int)
        for word, count in vocabulary.items():
            symbols = word.split()
            for i in range(len(symbols) - 1):
                pairs[symbols[i], symbols[i + 1]] += count
        best = max(pairs, key=lambda pair: pairs[pair])
        pattern = re.compile(r"(?<!\S)" + re.escape(" ".join(best)) + r"(?!\S)")
        vocabulary = {pattern.sub("".join(best), word): count for word, count in vocabulary.items()}
        learned.append(best)
    return learned


def test_the_merges_are_those_of_the_published_example() -> None:
    assert example.learn(WORDS, 10) == learn_by_regular_expression(SPACED, 10)
    joined = ["".join(pair) for pair in example.learn(WORDS, 5)]
    assert joined == ["es", "est", "est_", "lo", "low"]


def test_merges_agree_with_the_published_algorithm_on_random_words() -> None:
    rng = np.random.default_rng(0)
    words = {
        "".join(rng.choice(list("abcd"), rng.integers(1, 8))): int(rng.integers(1, 90)) for _ in range(60)
    }
    spaced = {" ".join([*word, example.END]): count for word, count in words.items()}
    assert example.learn(words, 25) == learn_by_regular_expression(spaced, 25)


def test_encoding_loses_nothing_and_gives_training_words_their_training_cut() -> None:
    merges = example.learn(WORDS, 10)
    for word in (*WORDS, "slower", "hh", "esest"):
        assert "".join(example.encode(word, merges)) == word + example.END
    assert example.encode("lowest", merges) == ("low", "est_")
    assert example.encode("wildest", merges) == ("wi", "l", "d", "est_")


def test_learning_stops_when_every_word_is_one_symbol() -> None:
    assert len(example.learn({"ab": 1}, 100)) == 2


def test_wordpiece_joins_another_pair_first() -> None:
    letters: Counter[str] = Counter()
    for word, count in WORDS.items():
        for letter in word + example.END:
            letters[letter] += count
    pairs = example.pair_counts({(*word, example.END): count for word, count in WORDS.items()})
    score = {pair: count / letters[pair[0]] / letters[pair[1]] for pair, count in pairs.items()}
    assert max(score, key=score.__getitem__) == ("i", "d")
    assert score["i", "d"] == pytest.approx(0.33, abs=0.005)
    assert score["e", "s"] == pytest.approx(0.06, abs=0.005)
    assert (pairs["e", "s"], pairs["w", "e"], pairs["l", "o"]) == (9, 8, 7)


def test_the_unicode_examples_behave_as_the_page_says() -> None:
    decomposed = unicodedata.normalize("NFD", "café")
    assert (len("café"), len(decomposed)) == (4, 5)
    assert unicodedata.normalize("NFC", decomposed) == "café"
    folded = {"ﬁ": "fi", "Ｈ": "H", "①": "1", "10²": "102"}  # noqa: RUF001
    assert {text: unicodedata.normalize("NFKC", text) for text in folded} == folded
    assert len(unicodedata.normalize("NFKC", "½")) == 3
    assert "ß".casefold() == "ss" and len("İ".casefold()) == 2
    assert unicodedata.normalize("NFKC", "раураl") != "paypal"  # noqa: RUF001
    assert [len(x.encode()) for x in ("é", "ก", "😀")] == [2, 3, 4]


def test_the_sizes_that_the_page_computes() -> None:
    assert pytest.approx(24.6e6, rel=0.01) == 32_000 * 768
    assert pytest.approx(197e6, rel=0.01) == 256_000 * 768
    assert (round(512 / 1.3, -1), round(512 / 6)) == (390, 85)
    assert pytest.approx(4.6, abs=0.05) == 6 / 1.3
