"""Learning curves of the listing's three ways to use pretrained directions, mean of five worlds."""

import numpy as np

TITLE = "Quality by number of target labels: from scratch, frozen, fine-tuned"
DESCRIPTION = (
    "R2 on fresh rows against labels from 25 to 3,200, means of five simulated worlds, best possible 0.80. Frozen "
    "features start at 0.53 and end at 0.68. Training from scratch starts at 0.16, passes frozen between 200 and 400 "
    "labels and ends at 0.79. Fine-tuning is at or above the better of the two throughout."
)


def draw(axes, listing):
    sizes = 25 * 2 ** np.arange(8)
    ways = ("scratch", "frozen", "fine-tuned")
    curves = np.zeros((3, len(sizes)))
    for seed in range(5):
        features, target = listing.world(seed)
        x, y = listing.draw(np.random.default_rng(100 + seed), target, int(sizes[-1]))
        d = len(target)
        penalties = (10 * np.eye(d), listing.freedom(features, 1e9), listing.freedom(features, 150))
        for row, penalty in zip(curves, penalties, strict=True):
            row += [listing.r2(listing.fit(x[:n], y[:n], penalty), target) / 5 for n in sizes]
    axes.axhline(0.8, color="muted", linestyle=":", linewidth=1.5, label="best possible")
    for row, name, mark in zip(curves, ways, "os^", strict=True):
        axes.semilogx(sizes, row, marker=mark, label=name)
    axes.set_xticks(sizes, [f"{n:,}" for n in sizes])
    axes.minorticks_off()
    axes.set(xlabel="labeled target rows", ylabel="R² on fresh rows", ylim=(0, 0.85))
    axes.legend(loc="lower right")
