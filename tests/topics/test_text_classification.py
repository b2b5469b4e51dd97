"""The listing and the figures of the page on text classification."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, log_loss
from sklearn.naive_bayes import MultinomialNB

from tests.topics import CODE, load_example

example = load_example("text-classification")
plot = load_example("../plots/text-classification")


def test_naive_bayes_is_that_of_scikit_learn() -> None:
    x, y = example.documents(300, seed=1)
    new, _ = example.documents(500, seed=2)
    trusted = MultinomialNB(alpha=1).fit(x, y).predict_proba(new)[:, 1]
    assert example.naive_bayes(x, y, new) == pytest.approx(trusted, abs=1e-9)


def test_the_four_messages_by_hand() -> None:
    # columns: late, again, refund, arrived, early, great
    x = np.array([[1, 1, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0], [0, 0, 0, 1, 1, 0], [0, 0, 1, 0, 0, 1]])
    y = np.array([1, 1, 0, 0])
    ratio = np.exp(example.log_count_ratio(x, y))
    assert ratio[[0, 2]] == pytest.approx([3, 1])
    new = np.array([[1, 0, 1, 0, 0, 0], [3, 0, 1, 0, 0, 0]])
    assert example.naive_bayes(x, y, new) == pytest.approx([0.75, 27 / 28])


def test_naive_bayes_leads_with_few_labels_and_logistic_regression_with_many() -> None:
    bayes = plot.accuracies(example, example.naive_bayes)
    logistic = plot.accuracies(example, example.logistic)
    assert bayes[0] - logistic[0] == pytest.approx(0.05, abs=0.005)
    assert np.all(bayes[:5] > logistic[:5]) and np.all(bayes[5:] < logistic[5:])
    assert logistic[-1] - bayes[-1] == pytest.approx(0.013, abs=0.002)
    assert "leads by 1.3 points" in (CODE.parent / "text-classification.md").read_text(encoding="utf-8")


def test_naive_bayes_is_overconfident_where_words_come_in_phrases() -> None:
    new, truth = example.documents(2_000, seed=99)
    x, y = example.documents(2_000, seed=0)
    bayes, logistic = (fit(x, y, new) for fit in (example.naive_bayes, example.logistic))
    assert log_loss(truth, bayes) > 3 * log_loss(truth, logistic)
    assert truth[bayes > 0.999].mean() < 0.97


def test_macro_f1_shows_the_small_label_that_micro_f1_hides() -> None:
    # columns: delivery (90 found, 10 false, 10 missed) and fraud (1, 1, 9)
    truth, found = np.zeros((300, 2), int), np.zeros((300, 2), int)
    truth[:100, 0], found[10:110, 0] = 1, 1
    truth[:10, 1], found[9:11, 1] = 1, 1
    each = f1_score(truth, found, average=None)
    assert each == pytest.approx([0.90, 0.17], abs=0.005)
    assert f1_score(truth, found, average="macro") == pytest.approx(0.53, abs=0.005)
    assert f1_score(truth, found, average="micro") == pytest.approx(0.86, abs=0.005)


def test_the_price_of_a_prompted_model() -> None:
    assert pytest.approx(450) == 10e6 * 300 / 1e6 * 0.15
    assert pytest.approx(86e6, rel=0.01) == 1_000 * 86_400
    assert 16 * 15 / 2 == 120
