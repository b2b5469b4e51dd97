"""The listings and the figures of the page on machine translation."""

from __future__ import annotations

from math import exp, log

import pytest

from tests.topics import load_example

example = load_example("machine-translation")
beam = load_example("machine-translation.beam")

CAT = "the cat sat on the mat"
# What sacreBLEU 2 gives: sentence chrF with its defaults; BLEU without smoothing and tokenizer.
SACREBLEU = {
    "the cat sat on a mat": (53.7284965911771, 65.97965990995549),
    "the cats sat on the mats": (0.0, 84.77751565874829),
    "the cat": (0.0, 27.25331540542631),
    "on the mat sat the cat": (0.0, 73.17078754578755),
}


@pytest.mark.parametrize("output", SACREBLEU)
def test_both_metrics_give_what_sacrebleu_gives(output: str) -> None:
    assert (example.bleu([output], [CAT]), example.chrf(output, CAT)) == pytest.approx(SACREBLEU[output])


def test_corpus_bleu_is_that_of_sacrebleu_and_not_the_mean_of_sentences() -> None:
    outputs = ["the cat sat on a mat", "he reads the book because it is long"]
    references = [CAT, "he read the book because he was interested in it"]
    corpus = example.bleu(outputs, references)
    assert corpus == pytest.approx(28.18, abs=0.005)
    each = [example.bleu([a], [b]) for a, b in zip(outputs, references, strict=True)]
    assert sum(each) / 2 != pytest.approx(corpus, abs=1)


def test_the_page_s_bleu_by_hand() -> None:
    assert example.bleu(["the cat sat on a mat"], [CAT]) == pytest.approx(
        100 * (5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25
    )


def test_the_page_s_chrf_by_hand() -> None:
    precision, recall = 1, (3 / 4 + 2 / 3 + 1 / 2) / 3
    assert example.chrf("cat", "cats") == pytest.approx(
        100 * 5 * precision * recall / (4 * precision + recall)
    )
    assert example.chrf("cat", "cats") == pytest.approx(68.9, abs=0.05)


def test_repeating_a_word_is_clipped() -> None:
    assert example.bleu(["the the the the the the"], [CAT], order=1) == pytest.approx(100 * 2 / 6)


def texts(prefix: tuple[str, ...] = (), score: float = 0.0) -> list[tuple[tuple[str, ...], float]]:
    """Every finished text of the toy model."""
    if prefix and prefix[-1] == beam.END:
        return [(prefix, score)]
    return [text for token, p in beam.TOY[prefix].items() for text in texts((*prefix, token), score + log(p))]


def test_the_toy_model_is_a_distribution() -> None:
    assert sum(exp(score) for _, score in texts()) == pytest.approx(1)


@pytest.mark.parametrize("alpha", [0.0, 0.2, 0.6, 1.0])
def test_a_beam_as_wide_as_the_model_finds_the_best_of_all_texts(alpha: float) -> None:
    best = max(texts(), key=lambda item: item[1] / beam.length_penalty(len(item[0]), alpha))
    assert beam.beam_search(beam.TOY, 99, alpha) == (" ".join(best[0][:-1]), pytest.approx(best[1]))


def test_a_wider_beam_finds_a_shorter_text_until_length_is_paid_for() -> None:
    found = [beam.beam_search(beam.TOY, width, alpha)[0] for width, alpha in ((1, 0.0), (3, 0.0), (3, 1.0))]
    assert found == ["no it is", "no", "it is not raining"]
    changes = [beam.beam_search(beam.TOY, 3, a / 100)[0] == "no" for a in range(100)]
    assert changes.index(False) == 31


def test_temperature_of_language_sampling_by_hand() -> None:
    shares = [(1e6 ** (1 / t)) / (1e6 ** (1 / t) + 1e9 ** (1 / t)) for t in (1, 5)]
    assert shares == pytest.approx([0.001, 0.20], abs=0.002)


def test_attention_weights_of_the_page() -> None:
    scores = [2.0, 0.5, 0.0]
    total = sum(map(exp, scores))
    assert [round(exp(s) / total, 2) for s in scores] == [0.74, 0.16, 0.10]
