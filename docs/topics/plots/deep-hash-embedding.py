"""Collisions against memory for one hash, two hashes and quotient-remainder."""

import numpy as np

TITLE = "Ids that share their whole vector, by rows kept, for a million ids"
DESCRIPTION = (
    "Share of one million ids whose full code collides, against the rows stored in all. One hash needs ten million rows "
    "to come down to 10% and has 63% at one million. Two hashes with half of the rows each reach 4% at 10,000 rows. "
    "Quotient and remainder have none from 2,000 rows on."
)


def draw(axes, listing):
    rows = np.geomspace(2_000, 20_000_000, 45)
    axes.plot(rows, [100 * listing.expected_collided(1e6, r) for r in rows], label="one hash")
    halves = rows[rows < 120_000]
    axes.plot(
        halves, [100 * listing.expected_collided(1e6, (r / 2) ** 2) for r in halves], label="two hashes"
    )
    axes.plot(rows[[0, -1]], [0, 0], marker="^", label="quotient and remainder")
    axes.axvline(1e6, color="muted", linestyle=":", linewidth=1.5)
    axes.annotate(
        "a row for each id", (1e6, 22), color="muted", ha="right", xytext=(-6, 0), textcoords="offset points"
    )
    axes.set(xscale="log", xlabel="rows in memory", ylabel="ids with a shared vector (%)", ylim=(-4, 108))
    axes.legend(loc=(0.12, 0.5))
