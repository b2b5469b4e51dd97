import numpy as np


def as_of_join(ids, times, feature_ids, known_at, values, max_age) -> np.ndarray:
    """For each (id, time) the last value known at or before that time.

    `known_at` is when the online store could first serve the value, not when the
    event happened. Values older than `max_age` at that moment become NaN.
    """
    key = np.concatenate([feature_ids, ids])
    time = np.concatenate([known_at, times])
    is_query = np.arange(len(key)) >= len(feature_ids)
    order = np.lexsort((is_query, time, key))  # by key, then time, values first
    row = np.where(is_query[order], -1, np.arange(len(order)))
    last = order[np.maximum(np.maximum.accumulate(row), 0)]  # latest value so far
    found = ~is_query[last] & (key[last] == key[order])
    found &= (time[last] <= time[order]) & (time[order] - time[last] <= max_age)
    joined = np.full(len(key), np.nan)
    joined[order[found]] = np.asarray(values, dtype=float)[last[found]]
    return joined[len(feature_ids) :]


def sawtooth_count(event_times, now: float, window: float, tile: float) -> int:
    """Events in the window, its far edge rounded down to a tile: whole tiles come
    from storage, only the newest, unfinished one is still counted live."""
    start = np.floor((now - window) / tile) * tile
    event_times = np.asarray(event_times)
    return int(((event_times >= start) & (event_times <= now)).sum())


if __name__ == "__main__":
    card = np.array([1, 1, 1, 2])  # attempts in the last hour; times in minutes
    happened = np.array([0, 55, 62, 10])
    attempts = np.array([1, 2, 9, 1])
    payments = np.array([1, 1, 1, 2]), np.array([56, 60, 65, 100])
    known = happened + 2  # the stream takes two minutes to reach the store
    print("known then:", as_of_join(*payments, card, known, attempts, 60))
    print("by event:  ", as_of_join(*payments, card, happened, attempts, 60))
    print("latest:    ", np.array([attempts[card == c][-1] for c in payments[0]]))
    print("sawtooth:  ", sawtooth_count([77, 81, 90, 145], now=147, window=60, tile=10))
