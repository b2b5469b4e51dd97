"""The listing and the figures of the page on object detection."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from tests.topics import load_example

example = load_example("object-detection")


def test_overlap_is_the_count_of_common_pixels() -> None:
    rng = np.random.default_rng(0)
    corner = rng.integers(0, 20, (6, 2))
    boxes = np.hstack([corner, corner + rng.integers(1, 20, (6, 2))])

    def pixels(box: np.ndarray) -> set[tuple[int, int]]:
        return {(x, y) for x in range(box[0], box[2]) for y in range(box[1], box[3])}

    expected = [[len(pixels(a) & pixels(b)) / len(pixels(a) | pixels(b)) for b in boxes] for a in boxes]
    assert example.iou(boxes, boxes) == pytest.approx(np.array(expected))


def test_the_page_s_overlaps_of_a_box_that_is_off_by_four_pixels() -> None:
    for side, expected in ((16, 0.39), (32, 0.62), (96, 0.85)):
        box = np.array([[0, 0, side, side]])
        assert example.iou(box, box + 4)[0, 0] == pytest.approx(expected, abs=0.005)


def test_suppression_keeps_no_overlapping_pair_and_drops_nothing_without_cause() -> None:
    rng = np.random.default_rng(1)
    corner = rng.uniform(0, 100, (60, 2))
    boxes, scores = np.hstack([corner, corner + rng.uniform(20, 60, (60, 2))]), rng.random(60)
    kept = example.nms(boxes, scores, 0.4)
    overlap = example.iou(boxes, boxes)
    assert all(overlap[a, b] <= 0.4 for a in kept for b in kept if a != b)
    for row in set(range(60)) - set(kept):
        assert any(overlap[row, other] > 0.4 and scores[other] > scores[row] for other in kept)
    assert scores[kept].tolist() == sorted(scores[kept], reverse=True)


def test_a_second_box_on_the_same_object_is_a_false_positive() -> None:
    true = np.array([[0, 0, 10, 10], [100, 0, 110, 10]])
    found = np.array([[0, 0, 10, 10], [0, 0, 10, 9], [100, 0, 110, 10]])
    assert example.hits(found, true, 0.5).tolist() == [True, False, True]


def test_average_precision_by_hand_on_the_recall_grid() -> None:
    # right, wrong, right, with three objects: precision 1 up to 1/3, 2/3 up to 2/3, 0 beyond
    right = np.array([True, False, True])
    expected = (34 * 1 + 33 * 2 / 3) / 101
    assert example.average_precision(np.array([0.9, 0.8, 0.7]), right, 3) == pytest.approx(expected)


def test_average_precision_is_near_scikit_learn_s_when_every_object_is_found() -> None:
    rng = np.random.default_rng(2)
    right = rng.random(4000) < 0.3
    scores = rng.normal(size=4000) + 2 * right
    ours = example.average_precision(scores, right, int(right.sum()))
    assert ours == pytest.approx(average_precision_score(right, scores), abs=0.01)
