"""The listings and the figures of the page on object tracking."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from tests.topics import load_example

example = load_example("object-tracking")
metrics = load_example("object-tracking.metrics")


def test_the_filter_is_the_weighted_least_squares_fit_of_a_constant_course() -> None:
    # Without drift, a Kalman filter's last state is the least-squares line through all it saw, prior included.
    t = np.arange(8.0)
    x = 3.0 + 6.0 * t + np.array([0.4, -1.1, 0.8, 0.2, -0.5, 1.0, -0.3, 0.1])
    one = example.Track(np.array([x[0], 100, 40, 80]), 0)
    drift = example.DRIFT.copy()
    try:
        example.DRIFT[:] = 0
        for value in x[1:]:
            one.predict()
            one.update(np.array([value, 100, 40, 80]))
    finally:
        example.DRIFT[:] = drift
    rows = np.vstack(
        [np.column_stack([np.ones(7), t[1:]]) / 2, [[1 / np.sqrt(10), 0], [0, 1 / np.sqrt(1000)]]]
    )
    start, speed = np.linalg.lstsq(rows, np.concatenate([x[1:] / 2, [x[0] / np.sqrt(10), 0]]), rcond=None)[0]
    assert one.state[[0, 4]] == pytest.approx([start + 7 * speed, speed])


def test_two_who_cross_keep_their_names_if_the_tracker_waits_out_the_gap() -> None:
    for seed in range(5):
        rng, walk = np.random.default_rng(seed), []
        for t in range(30):
            both = np.array([[20.0 + 6 * t, 100, 40, 80], [200.0 - 6 * t, 104, 40, 80]])
            both += rng.normal(0, 1, (2, 4))
            walk.append(both[:1] if 12 <= t < 18 else both)
        assert example.track(walk, 10)[-1] == [0, 1]
        assert example.track(walk, 1)[-1] == [0, 2]


def test_no_detections_make_no_tracks_and_old_tracks_die() -> None:
    box, nothing = np.array([[50.0, 50, 20, 20]]), np.empty((0, 4))
    assert example.track([box, nothing, nothing, box], patience=1) == [[0], [], [], [1]]
    assert example.track([box, nothing, nothing, box], patience=2) == [[0], [], [], [0]]


# Objects, tracks and the overlap of each track with its own object; scored by the authors' TrackEval.
SCENE = [
    ([0, 1, 2], [0, 1], [[0.0, 0.0], [0.92, 0.0], [0.0, 0.47]]),
    ([0, 1, 2], [2, 3, 1], [[1.0, 0.0, 0.0], [0.0, 0.99, 0.0], [0.0, 0.0, 0.83]]),
    ([0, 1, 2], [2, 1], [[0.63, 0.0], [0.0, 0.0], [0.0, 0.78]]),
    ([0, 1, 2], [2, 3, 1], [[0.7, 0.0, 0.0], [0.0, 0.89, 0.0], [0.0, 0.0, 0.58]]),
    ([0, 1, 2], [4, 1], [[0.96, 0.0], [0.0, 0.0], [0.0, 0.69]]),
    ([1, 2], [1], [[0.0], [0.74]]),
    ([0, 1, 2], [4], [[0.98], [0.0], [0.0]]),
    ([0, 2], [4, 5], [[0.75, 0.0], [0.0, 0.69]]),
    ([1, 2], [3, 6], [[0.96, 0.0], [0.0, 0.49]]),
    ([0, 1, 2], [4, 6], [[0.77, 0.0], [0.0, 0.0], [0.0, 0.75]]),
    ([0, 1, 2], [4, 3, 6], [[0.67, 0.0, 0.0], [0.0, 0.95, 0.0], [0.0, 0.0, 0.47]]),
    ([0, 1, 2], [7, 3], [[0.48, 0.0], [0.0, 0.66], [0.0, 0.0]]),
    ([0, 1], [7, 3], [[0.64, 0.0], [0.0, 1.0]]),
    ([0, 1, 2], [6], [[0.0], [0.0], [0.84]]),
]
TRACKEVAL = {"MOTA": 0.394737, "IDF1": 0.484848, "HOTA": 0.433307, "DetA": 0.571429, "AssA": 0.328571}


def frames() -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    return [(np.array(g), np.array(t), np.array(overlap)) for g, t, overlap in SCENE]


def test_the_metrics_are_those_of_the_reference_implementation() -> None:
    hota, detection, association = metrics.hota(frames())
    ours = [metrics.mota(frames()), metrics.idf1(frames()), hota, detection, association]
    assert ours == pytest.approx(list(TRACKEVAL.values()), abs=1e-4)


def test_idf1_is_the_best_over_all_namings() -> None:
    both, objects, tracks = metrics.together(frames(), 0.5)
    size = min(both.shape)
    best = max(both[range(size), list(p)[:size]].sum() for p in permutations(range(both.shape[1]), size))
    assert metrics.idf1(frames()) == pytest.approx(2 * best / (objects.sum() + tracks.sum()))


def test_the_three_metrics_disagree_on_the_page_s_three_trackers() -> None:
    def scores(seen: int, tracks: int) -> list[float]:
        scene = []
        for t in range(100):
            found = np.array([t * tracks // seen])[: int(t < seen)]
            scene.append((np.array([0]), found, np.ones((1, len(found)))))
        return [metrics.mota(scene), metrics.idf1(scene), metrics.hota(scene)[0]]

    half, two, four = scores(50, 1), scores(70, 2), scores(100, 4)
    assert half[0] < two[0] < four[0]
    assert half[1] > two[1] > four[1]
    assert [half[2], two[2], four[2]] == pytest.approx([0.5] * 3, abs=0.006)
