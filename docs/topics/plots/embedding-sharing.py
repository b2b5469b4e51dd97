"""How many anchor items a rotation needs."""

import numpy as np

TITLE = "Agreement with the old version after rotation, by number of anchor items, for three dimensions"
DESCRIPTION = (
    "Mean cosine between rotated new and old vectors of items that were not anchors, when true change leaves at most "
    "0.96. With 32 dimensions, 32 anchors reach 0.88 and 100 reach 0.95. With 128 dimensions 32 anchors reach 0.22, 128 reach 0.86 "
    "and 320 reach 0.95: three anchors a dimension are enough."
)


def draw(axes, listing):
    anchors = np.geomspace(8, 4_000, 14).astype(int)
    for dim in (8, 32, 128):
        old, new = listing.two_trainings(8_000, dim, 0.3)
        rest = slice(4_000, None)
        turns = [listing.rotation(new[:n], old[:n]) for n in anchors]
        axes.plot(
            anchors,
            [listing.cosine(new[rest] @ q, old[rest]) for q in turns],
            marker="o",
            label=f"{dim} dimensions",
        )
    axes.axhline(
        1 / np.hypot(1, 0.3), color="muted", linestyle=":", linewidth=1.5, label="most that is possible"
    )
    axes.set(xscale="log", xlabel="anchor items", ylabel="mean cosine, other items", ylim=(0, 1.02))
    axes.legend(loc="lower right")
