import numpy as np
from numpy import ndarray
from sklearn.datasets import load_digits

MOVES = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]


def moved(images: ndarray, dy: int, dx: int) -> ndarray:
    """Images (n x 8 x 8) moved by whole pixels; what enters is background."""
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    return padded[:, 2 - dy : 10 - dy, 2 - dx : 10 - dx]


def scores(seen: ndarray, labels: ndarray, images: ndarray, k: int = 5) -> ndarray:
    """Votes for each class of the k nearest seen images, the first of equals: one row an image."""
    x, y = images.reshape(len(images), -1), seen.reshape(len(seen), -1)
    distance = (x**2).sum(1)[:, None] + (y**2).sum(1) - 2 * x @ y.T
    nearest = np.argpartition(distance * len(seen) + np.arange(len(seen)), k, axis=1)[:, :k]
    return np.eye(10)[labels[nearest]].sum(axis=1)


def test_time(seen: ndarray, labels: ndarray, images: ndarray) -> ndarray:
    """Votes of all moved copies of each image together."""
    return np.sum([scores(seen, labels, moved(images, *move)) for move in MOVES], axis=0)


def suspects(labels: ndarray, held_out: ndarray) -> ndarray:
    """Rows whose label looks wrong: another class clears the mean score that its own members get."""
    usual = np.array([held_out[labels == c, c].mean() for c in range(held_out.shape[1])])
    clear = np.where(held_out >= usual, held_out, 0.0)
    return clear.any(axis=1) & (clear.argmax(axis=1) != labels)


if __name__ == "__main__":
    digits, rng = load_digits(), np.random.default_rng(0)
    order = rng.permutation(len(digits.target))
    images, labels = digits.images[order], digits.target[order]
    train, test = (images[:600], labels[:600]), (images[600:1100], labels[600:1100])
    copies = np.concatenate([moved(train[0], *m) for m in MOVES]), np.tile(train[1], len(MOVES))
    for name, seen, how in (
        ("plain", train, scores),
        ("plain, test-time", train, test_time),
        ("augmented", copies, scores),
        ("augmented, test-time", copies, test_time),
    ):
        right = [(how(*seen, moved(test[0], 0, dx)).argmax(1) == test[1]).mean() for dx in (0, 1, 2)]
        print(f"{name:20}  moved 0 px {right[0]:.2f}  1 px {right[1]:.2f}  2 px {right[2]:.2f}")
    wrong = rng.random(1797) < 0.1
    noisy = np.where(wrong, (labels + rng.integers(1, 10, 1797)) % 10, labels)
    held_out, fold = np.zeros((1797, 10)), np.arange(1797) % 5
    for f in range(5):
        held_out[fold == f] = scores(images[fold != f], noisy[fold != f], images[fold == f], k=10)
    found = suspects(noisy, held_out)
    print(f"{wrong.sum()} labels wrong; {found.sum()} suspects, {(found & wrong).sum()} of them wrong")
