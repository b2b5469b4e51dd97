"""The same releases, billed by three kinds of accounting."""

import numpy as np

TITLE = "Total epsilon of k releases at 0.1 each, by three accounts (delta one in a million)"
DESCRIPTION = (
    "On logarithmic axes basic composition rises in proportion, from 0.1 to 100 at 1,000 releases. Advanced composition "
    "and zCDP start higher, at about 0.5, cross it between 30 and 36 releases and end at 27 and 22."
)


def draw(axes, listing):
    ks = np.unique(np.geomspace(1, 1000, 40).astype(int))
    axes.plot(ks, [listing.basic(0.1, k) for k in ks], label="basic: they add up")
    axes.plot(ks, [listing.advanced(0.1, k, 1e-6) for k in ks], label="advanced composition")
    axes.plot(ks, [listing.by_zcdp(0.1, k, 1e-6) for k in ks], label="by way of zCDP")
    axes.set(xlabel="releases", ylabel="total epsilon", xscale="log", yscale="log", xlim=(1, 1000))
    axes.legend(loc="upper left")
