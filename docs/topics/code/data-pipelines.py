from collections.abc import Iterable

Event = tuple[str, str, float]  # kind, impression id, time of occurrence


def join(arrivals: Iterable[Event], window: float, lateness: float) -> tuple[dict[str, int], dict[str, int]]:
    """Label impressions by clicks within `window`, from events in the order of arrival.

    The watermark trails the newest event by `lateness`. A row is written when the watermark
    passes its window, and written again if a click comes later than that. Returns the rows
    as first written, and after all corrections. Duplicates change neither.
    """
    shown: dict[str, float] = {}
    clicks: dict[str, float] = {}
    first: dict[str, int] = {}
    waiting: set[str] = set()
    newest = float("-inf")
    for kind, key, at in arrivals:
        if kind == "click":
            clicks[key] = min(at, clicks.get(key, at))
        elif key not in shown:
            shown[key] = at
            waiting.add(key)
        newest = max(newest, at)
        for done in [k for k in waiting if shown[k] + window <= newest - lateness]:
            waiting.remove(done)
            first[done] = int(clicks.get(done, float("inf")) <= shown[done] + window)
    final = {k: int(clicks.get(k, float("inf")) <= t + window) for k, t in shown.items()}
    return {k: first.get(k, final[k]) for k in final}, final


if __name__ == "__main__":
    log: list[Event] = [
        ("impression", "a", 0), ("impression", "b", 2), ("click", "a", 7),
        ("impression", "c", 14), ("click", "b", 9), ("click", "a", 7),  # b is late, a a repeat
        ("impression", "d", 30), ("click", "c", 29), ("impression", "e", 60),
    ]  # fmt: skip
    for lateness in (0, 5, 20):
        first, final = join(log, window=10, lateness=lateness)
        print(f"lateness {lateness:2}: written {first}  corrected {final}")
    print("replayed twice, same rows:", join(log + log, 10, 5)[1] == final)
