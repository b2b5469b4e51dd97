"""Chance that a model passes its release gates, by how much worse it truly is."""

import numpy as np

TITLE = "Chance to pass the release gates, by how much worse the model truly is"
DESCRIPTION = (
    "Three curves over a true loss of AUC from 0 to 0.006, with a measuring noise of 0.001. One check with limit "
    "0.002 passes 98% of equal models and half of those worse by 0.002. Twenty checks with the same limit pass only "
    "63% of equal models. Twenty checks with limit 0.0031 pass 98% again, 69% of those worse by 0.001 and 5% at "
    "0.002."
)


def draw(axes, listing):
    drops = np.linspace(0, 0.006, 31)
    wide = listing.limit_for(0.001, 20, 0.98)
    for name, limit, checks in (("1 check, limit 0.002", 0.002, 1), ("20 checks, limit 0.002", 0.002, 20),
                                (f"20 checks, limit {wide:.4f}", wide, 20)):  # fmt: skip
        axes.plot(drops, [100 * listing.pass_chance(d, 0.001, limit, checks) for d in drops], label=name)
    axes.set(xlabel="true loss of AUC on every check", ylabel="passes, %", xlim=(0, 0.006), ylim=(0, 100))
    axes.legend(loc="upper right")
