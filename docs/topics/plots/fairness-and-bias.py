"""Gaps between two groups as the second group's threshold moves."""

import numpy as np

TITLE = "Group B minus group A, by the threshold used for B (A stays at 0.30)"
DESCRIPTION = (
    "Four gaps fall or rise as B's threshold goes from 0.10 to 0.40. The false-positive gap is zero at 0.15, the selection "
    "gap at 0.14, the true-positive gap at 0.17 and the precision gap at 0.35: no threshold closes all four."
)
NAMES = {"selected": "selected", "tpr": "true positives found", "fpr": "false-positive rate", "ppv": "precision"}


def draw(axes, listing):
    a, b = listing.Group(3, 7), listing.Group(1.5, 8.5)
    cuts = np.linspace(0.1, 0.4, 31)
    axes.plot([0.1, 0.4], [0, 0], color="muted", linestyle=":", linewidth=1.5)
    for rate, name in NAMES.items():
        gaps = [100 * (getattr(b, rate)(t) - getattr(a, rate)(0.3)) for t in cuts]
        axes.plot(cuts, gaps, label=name)
    axes.set(xlabel="threshold for group B", ylabel="B minus A, percentage points", xlim=(0.1, 0.4), ylim=(-55, 30))
    axes.legend(loc="lower left")
