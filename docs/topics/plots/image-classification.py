"""Accuracy on digits moved sideways, by how the classifier was trained and asked."""

import numpy as np
from sklearn.datasets import load_digits

TITLE = "Accuracy on moved digits, trained with and without moved copies"
DESCRIPTION = (
    "Accuracy on 500 digits of 8 by 8 pixels against how far they are moved sideways. Trained on the originals only, accuracy "
    "falls from 0.98 to near a half at one pixel. Trained on copies moved by up to one pixel it stays at 0.98 or above there, "
    "and falls to 0.56 at two pixels, where adding up the votes of moved copies at test time gives 0.88."
)


def draw(axes, listing):
    digits, rng = load_digits(), np.random.default_rng(0)
    order = rng.permutation(len(digits.target))
    images, labels = digits.images[order], digits.target[order]
    train = images[:600], labels[:600]
    copies = np.concatenate([listing.moved(train[0], *m) for m in listing.MOVES]), np.tile(train[1], len(listing.MOVES))
    ways = {
        "augmented, test-time": (copies, listing.test_time),
        "augmented": (copies, listing.scores),
        "plain": (train, listing.scores),
    }
    for (name, (seen, how)), mark in zip(ways.items(), "os^"):
        moves = range(-2, 3)
        right = [(how(*seen, listing.moved(images[600:1100], 0, d)).argmax(1) == labels[600:1100]).mean() for d in moves]
        axes.plot(list(moves), right, marker=mark, label=name)
    axes.set(xlabel="moved sideways by, pixels", ylabel="accuracy", ylim=(0, 1.05), xticks=[-2, -1, 0, 1, 2])
    axes.legend(loc="lower center")
