"""The listings and the figures of the page on speech recognition."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from scipy.fft import idct
from scipy.signal.windows import hamming

from tests.topics import load_example

ctc = load_example("speech-recognition")
sound = load_example("speech-recognition.mfcc")


def all_labels(p: np.ndarray) -> dict[tuple[int, ...], float]:
    """P of every label, by walking every path."""
    labels: dict[tuple[int, ...], float] = defaultdict(float)
    for path in product(range(p.shape[1]), repeat=len(p)):
        labels[ctc.collapse(path)] += float(np.prod([p[t, s] for t, s in enumerate(path)]))
    return labels


def frames(seed: int, n: int, symbols: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(symbols), n)


def test_collapsing_merges_repeats_before_it_drops_blanks() -> None:
    assert ctc.collapse((0, 1, 1, 0, 1, 2, 2, 0)) == (1, 1, 2)
    assert ctc.collapse((1, 1, 1)) == (1,)
    assert ctc.collapse((0, 0)) == ()


@pytest.mark.parametrize("seed", range(4))
def test_the_forward_recursion_sums_all_paths_of_a_label(seed: int) -> None:
    p = frames(seed, 6, 3)
    labels = all_labels(p)
    assert sum(labels.values()) == pytest.approx(1)
    for label, probability in labels.items():
        assert ctc.label_probability(p, label) == pytest.approx(probability)


def test_a_label_that_needs_more_frames_has_no_path() -> None:
    p = frames(0, 3, 3)
    assert ctc.label_probability(p, (1, 1)) > 0  # a, blank, a fits exactly
    assert ctc.label_probability(p[:2], (1, 1)) == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_that_drops_nothing_finds_the_most_probable_label(seed: int) -> None:
    p = frames(seed, 6, 3)
    labels = all_labels(p)
    best, probability = ctc.prefix_beam(p, 1_000)
    assert best == max(labels, key=lambda k: labels[k])
    assert probability == pytest.approx(labels[best])


def test_two_frames_where_the_best_path_is_not_the_best_label() -> None:
    labels = all_labels(np.array([[0.6, 0.4], [0.6, 0.4]]))
    assert labels[()] == pytest.approx(0.36)
    assert labels[(1,)] == pytest.approx(0.64)


def test_mel_is_nearly_linear_low_and_logarithmic_high() -> None:
    assert sound.mel(1_000) == pytest.approx(1_000, abs=0.1)
    assert sound.mel(500) - sound.mel(400) == pytest.approx(98, abs=1)
    assert sound.mel(4_100) - sound.mel(4_000) == pytest.approx(24, abs=1)


def test_the_filters_rise_to_one_and_neighbors_add_up_between_their_peaks() -> None:
    bank = sound.filters(40, 512, 16_000)
    assert bank.shape == (40, 257)
    hz = np.linspace(0, 8_000, 257)
    peaks = 700 * (10 ** (np.linspace(0, sound.mel(8_000), 42)[1:-1] / 2595) - 1)
    inside = (hz > peaks[0]) & (hz < peaks[-1])
    assert bank[:, inside].sum(axis=0) == pytest.approx(np.ones(inside.sum()))
    assert (bank.max(axis=1)[20:] > 0.85).all()


def test_a_tone_excites_the_filter_around_it_and_the_cosines_can_be_inverted() -> None:
    rate, hz = 16_000, 1_500
    tone = np.sin(2 * np.pi * hz * np.arange(rate) / rate)
    log_mel = idct(sound.mfcc(tone, n_keep=40), norm="ortho")
    edges = 700 * (10 ** (np.linspace(0, sound.mel(8_000), 42) / 2595) - 1)
    loudest = int(log_mel.mean(axis=0).argmax())
    assert edges[loudest] < hz < edges[loudest + 2]


def test_the_frames_are_those_of_scipy() -> None:
    noise = np.random.default_rng(1).normal(size=1_000)
    power = np.abs(np.fft.rfft(noise[160:560] * hamming(400), 512)) ** 2 / 512
    log_mel = np.log(sound.filters(40, 512, 16_000) @ power + 1e-10)
    assert idct(sound.mfcc(noise, n_keep=40), norm="ortho")[1] == pytest.approx(log_mel, rel=1e-6)


def test_one_second_is_98_frames_and_loudness_moves_one_coefficient() -> None:
    noise = np.random.default_rng(0).normal(size=16_000)
    assert sound.mfcc(noise).shape == (98, 13)
    change = sound.mfcc(2 * noise) - sound.mfcc(noise)
    assert change[:, 0] == pytest.approx(np.log(4) * np.sqrt(40), abs=1e-3)
    assert change[:, 1:] == pytest.approx(0, abs=1e-3)
