"""Reliability of the listing's raw scores, and of two repairs fitted on 50,000 rows."""

import numpy as np
from scipy.special import expit, logit

TITLE = "Reliability diagram: raw scores, and the same scores repaired by Platt and by temperature"
DESCRIPTION = (
    "Mean prediction in ten bins against the observed rate. The raw scores run below the diagonal at the low end and "
    "reach 0.78 where the observed rate is 0.56. After Platt scaling all ten points lie on the diagonal. "
    "Temperature alone, without an intercept, leaves a gap."
)


def draw(axes, listing):
    rng = np.random.default_rng(1)
    true = rng.beta(1, 4, 60_000)
    y, raw = (rng.random(60_000) < true).astype(int), expit(2 * logit(true) + 1)
    fit, new = slice(50_000), slice(50_000, None)
    axes.plot([0, 0.8], [0, 0.8], color="muted", linestyle=":", linewidth=1.5, label="perfect")
    curves = {"raw": lambda p: p}
    curves |= {c.__name__: c(y[fit], raw[fit]) for c in (listing.platt, listing.temperature)}
    for (name, curve), mark in zip(curves.items(), "os^"):
        _, predicted, observed = listing.reliability(y[new], curve(raw[new])).T
        axes.plot(predicted, observed, marker=mark, label=name)
    axes.set(xlabel="mean prediction in the bin", ylabel="observed rate", xlim=(0, 0.8), ylim=(0, 0.65))
    axes.legend(loc="lower right")
