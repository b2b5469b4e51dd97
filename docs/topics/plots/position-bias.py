"""Examination by slot: true, as the click rate has it, and as EM recovers it from the same log."""

import numpy as np

TITLE = "What the click rate by slot says, what is true, and what EM recovers from the same clicks"
DESCRIPTION = (
    "Relative to the first of four slots. True examination is 1, 0.6, 0.4 and 0.25; EM finds 1, 0.59, 0.4 and 0.24. "
    "The click rate by slot is 1, 0.54, 0.35 and 0.27: too low in the middle, where worse items "
    "stood, and too high in slot four, where the best item was buried."
)


def draw(axes, listing):
    rng = np.random.default_rng(5)
    true_seen, relevance = np.array([1, 0.6, 0.4, 0.25]), np.array([0.30, 0.25, 0.2, 0.35])
    views = 2_000 * np.array([[70, 20, 8, 2], [20, 55, 20, 5], [8, 20, 50, 22], [2, 5, 22, 71]])
    clicks = rng.binomial(views, np.outer(relevance, true_seen))
    by_slot = clicks.sum(axis=0) / views.sum(axis=0)
    seen, _ = listing.expectation_maximization(clicks, views)
    slots = [1, 2, 3, 4]
    axes.plot(slots, true_seen, marker="o", label="true examination")
    axes.plot(slots, by_slot / by_slot[0], marker="s", label="click rate by slot")
    axes.plot(slots, seen, marker="^", label="EM")
    axes.set(xlabel="slot", ylabel="relative to slot 1", xticks=slots, ylim=(0, 1.05))
    axes.legend()
