"""The point-in-time join and the windowed count, against the plainest possible loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.topics import load_example

store = load_example("feature-store")

small = st.integers(0, 12)
feature_rows = st.lists(st.tuples(st.integers(0, 3), small, st.integers(1, 99)), max_size=25)
query_rows = st.lists(st.tuples(st.integers(0, 4), small), max_size=15)


def by_hand(query: tuple[int, int], features: list[tuple[int, int, int]], max_age: int) -> float:
    known = [(when, place, value) for place, (key, when, value) in enumerate(features) if key == query[0]]
    usable = [row for row in known if row[0] <= query[1]]
    if not usable or query[1] - max(usable)[0] > max_age:
        return np.nan
    return max(usable)[2]  # the latest; of two at one moment, the one written last


def columns(rows: list[tuple[int, ...]], width: int) -> list[np.ndarray]:
    return list(np.array(rows, dtype=int).reshape(-1, width).T)


@given(query_rows, feature_rows, st.integers(0, 12))
def test_the_join_finds_what_a_search_by_hand_finds(
    queries: list[tuple[int, int]], features: list[tuple[int, int, int]], max_age: int
) -> None:
    joined = store.as_of_join(*columns(queries, 2), *columns(features, 3), max_age)
    np.testing.assert_array_equal(joined, [by_hand(query, features, max_age) for query in queries])


@given(query_rows, feature_rows, feature_rows)
def test_nothing_learned_later_changes_a_training_row(
    queries: list[tuple[int, int]], features: list[tuple[int, int, int]], later: list[tuple[int, int, int]]
) -> None:
    future = [(key, when + 13, value) for key, when, value in later]  # after every query
    then = store.as_of_join(*columns(queries, 2), *columns(features, 3), 5)
    now = store.as_of_join(*columns(queries, 2), *columns(features + future, 3), 5)
    np.testing.assert_array_equal(then, now)


def test_age_is_counted_back_from_the_row_and_not_from_today() -> None:
    # As Feast documents its TTL: a row 11 hours after the last value is outside a window of 2 hours.
    one, values = np.array([7]), np.array([3.0])
    assert store.as_of_join(one, np.array([12]), one, np.array([10]), values, 2).tolist() == [3.0]
    assert np.isnan(store.as_of_join(one, np.array([21]), one, np.array([10]), values, 2)).all()
    assert np.isnan(store.as_of_join(one, np.array([9]), one, np.array([10]), values, 2)).all()


def test_the_sawtooth_window_of_the_page_runs_from_1_20_to_2_27() -> None:
    minutes = np.arange(0, 200)
    assert store.sawtooth_count(minutes, now=147, window=60, tile=10) == len(range(80, 148))


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(60, 300), st.sampled_from([1, 5, 10, 30]))
def test_the_sawtooth_count_exceeds_the_exact_one_by_less_than_a_tile(
    events: list[int], now: int, tile: int
) -> None:
    def exact(length: int) -> int:
        return sum(now - length <= event <= now for event in events)

    count = store.sawtooth_count(events, now, 60, tile)
    assert exact(60) <= count <= exact(60 + tile - 1)
