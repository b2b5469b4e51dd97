"""What the label model believes of two functions when one copies the other's votes more and more."""

import numpy as np

TITLE = "Estimated accuracies when the fifth labeling function copies the fourth"
DESCRIPTION = (
    "Five functions with true accuracies 0.80, 0.75, 0.70, 0.65 and 0.65. The estimates of the first three stay right. "
    "Those of the fourth and fifth climb from 0.65 with no copied votes to 0.87 when all votes are copied, "
    "above the best honest function."
)


def draw(axes, listing):
    true, n = np.array([0.8, 0.75, 0.7, 0.65, 0.65]), 50_000
    shares = np.linspace(0, 1, 6)
    found = []
    for share in shares:
        rng = np.random.default_rng(0)
        y = np.where(rng.random(n) < 0.3, 1, -1)
        votes = np.where(rng.random((n, 5)) < true, y[:, None], -y[:, None])
        votes[:, 4] = np.where(rng.random(n) < share, votes[:, 3], votes[:, 4])
        found.append(listing.accuracies(votes))
    names = ("first, truly 0.80", "second, 0.75", "third, 0.70", "fourth, 0.65", "fifth, 0.65")
    for curve, name, mark in zip(np.array(found).T, names, "os^Dv", strict=True):
        axes.plot(shares, curve, marker=mark, label=name)
    axes.set(
        xlabel="share of the fifth's votes copied from the fourth",
        ylabel="estimated accuracy",
        ylim=(0.5, 0.9),
    )
    axes.legend(loc="lower right", ncols=2)
