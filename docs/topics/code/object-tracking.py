import numpy as np
from numpy import ndarray
from scipy.optimize import linear_sum_assignment

STEP = np.eye(6) + np.eye(6, k=4)  # state: center x, y, width, height, speed in x, y

DRIFT = np.diag([1.0] * 4 + [0.1] * 2)  # how far an object strays from its course in a frame
ENDS = ((np.maximum, -0.5), (np.minimum, 0.5))


class Track:
    """One object's Kalman filter at constant velocity; noise in pixels squared."""

    def __init__(self, box: ndarray, name: int) -> None:
        self.state, self.name, self.missed = np.append(box, [0.0, 0.0]), name, 0
        self.spread = np.diag([10.0] * 4 + [1000.0] * 2)  # the speed is unknown at birth

    def predict(self) -> ndarray:
        self.state, self.spread = STEP @ self.state, STEP @ self.spread @ STEP.T + DRIFT
        self.missed += 1
        return self.state[:4]

    def update(self, box: ndarray) -> None:
        gain = self.spread[:, :4] @ np.linalg.inv(self.spread[:4, :4] + 4.0 * np.eye(4))
        self.state = self.state + gain @ (box - self.state[:4])
        self.spread, self.missed = self.spread - gain @ self.spread[:4], 0


def iou(a: ndarray, b: ndarray) -> ndarray:  # center x, y, width, height; rows of a against rows of b
    low, high = (f(a[:, None, :2] + h * a[:, None, 2:], b[:, :2] + h * b[:, 2:]) for f, h in ENDS)
    overlap = np.prod(np.clip(high - low, 0, None), axis=2)
    return overlap / (np.prod(a[:, 2:], axis=1)[:, None] + np.prod(b[:, 2:], axis=1) - overlap)


def track(frames: list[ndarray], patience: int, limit: float = 0.3) -> list[list[int]]:
    """A name for every detection of every frame; a track dies after more than `patience` misses."""
    alive, born, names = [], 0, []
    for boxes in frames:
        overlap = iou(np.array([t.predict() for t in alive]).reshape(-1, 4), boxes)
        pairs = [(i, j) for i, j in zip(*linear_sum_assignment(-overlap)) if overlap[i, j] >= limit]
        taken = {j: alive[i] for i, j in pairs}
        for j, t in taken.items():
            t.update(boxes[j])
        for j in sorted(set(range(len(boxes))) - set(taken)):
            alive.append(taken.setdefault(j, Track(boxes[j], born)))
            born += 1
        alive = [t for t in alive if t.missed <= patience]
        names.append([taken[j].name for j in range(len(boxes))])
    return names


if __name__ == "__main__":
    rng, walk = np.random.default_rng(0), []
    for t in range(30):  # two people cross; the second is hidden in frames 12 to 17
        both = np.array([[20.0 + 6 * t, 100, 40, 80], [200.0 - 6 * t, 104, 40, 80]]) + rng.normal(0, 1, (2, 4))
        walk.append(both[:1] if 12 <= t < 18 else both)
    for patience in (1, 10):
        print(f"patience {patience:2}:", {t: track(walk, patience)[t] for t in (11, 12, 18)})
