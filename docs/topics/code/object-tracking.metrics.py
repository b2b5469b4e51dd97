import numpy as np
from numpy import ndarray
from scipy.optimize import linear_sum_assignment

Frame = tuple[ndarray, ndarray, ndarray]  # ids of the true objects, of the tracks, and their IoU


def mota(frames: list[Frame], limit: float = 0.5) -> float:
    """1 - (misses + false tracks + identity switches) / true boxes; a pair lasts while it overlaps."""
    errors, last, now = 0, {}, {}
    for truth, found, overlap in frames:
        stays = np.array([[now.get(g) == t for t in found] for g in truth]).reshape(overlap.shape)
        good = overlap >= limit
        rows, columns = linear_sum_assignment(np.where(good, 1000 * stays + overlap, 0), maximize=True)
        now = {truth[r]: found[c] for r, c in zip(rows, columns) if good[r, c]}
        errors += len(truth) + len(found) - 2 * len(now) + sum(last.get(g, t) != t for g, t in now.items())
        last |= now
    return 1 - errors / sum(len(truth) for truth, _, _ in frames)


def together(frames: list[Frame], limit: float) -> tuple[ndarray, ndarray, ndarray]:
    """Frames in which object g and track t overlap enough; frames of each object; of each track."""
    shape = [1 + max(int(i) for frame in frames for i in frame[side]) for side in (0, 1)]
    both, objects, tracks = np.zeros(shape), np.zeros((shape[0], 1)), np.zeros((1, shape[1]))
    for truth, found, overlap in frames:
        both[np.ix_(truth, found)] += overlap >= limit
        objects[truth] += 1
        tracks[:, found] += 1
    return both, objects, tracks


def idf1(frames: list[Frame], limit: float = 0.5) -> float:
    """F1 of boxes under the best one-to-one naming of whole tracks."""
    both, objects, tracks = together(frames, limit)
    return 2 * both[linear_sum_assignment(both, maximize=True)].sum() / (objects.sum() + tracks.sum())


def hota(frames: list[Frame], limit: float = 0.5) -> tuple[float, float, float]:
    """HOTA, detection and association accuracy at one overlap, for objects that do not compete."""
    both, objects, tracks = together(frames, limit)
    detection = both.sum() / (objects.sum() + tracks.sum() - both.sum())
    association = (both**2 / (objects + tracks - both)).sum() / both.sum()
    return float(np.sqrt(detection * association)), detection, association


if __name__ == "__main__":
    for name, seen, tracks in (("half seen, one track", 50, 1), ("two tracks", 70, 2), ("all seen, four tracks", 100, 4)):
        one = []  # one object, 100 frames
        for t in range(100):
            found = np.array([t * tracks // seen])[: int(t < seen)]
            one.append((np.array([0]), found, np.ones((1, len(found)))))
        a, b, (c, detection, association) = mota(one), idf1(one), hota(one)
        print(f"{name:22} MOTA {a:.2f}  IDF1 {b:.2f}  HOTA {c:.2f} = sqrt({detection:.2f} x {association:.2f})")
