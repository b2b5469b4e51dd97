"""Forward operations of a sequence in the listing's base-size encoder, by part and length."""

import numpy as np

TITLE = "Operations for one forward pass of a 12-layer, 768-wide Transformer, by sequence length"
DESCRIPTION = (
    "Both axes are logarithmic. Work in the weights grows in proportion to the length, from 22 GFLOP at 128 tokens to "
    "11,000 at 65,536. Work in attention scores grows with its square and overtakes at 4,608 tokens, six times the "
    "width; at 65,536 tokens it is 14 times the rest."
)


def draw(axes, listing):
    n = 2 ** np.arange(7, 17)
    weights, pairs = (np.array(part, dtype=float) / 1e9 for part in listing.flops(12, 768, n.astype(float)))
    axes.loglog(n, weights, marker="o", label="weights: linear")
    axes.loglog(n, pairs, marker="s", label="attention pairs: quadratic")
    axes.axvline(6 * 768, color="muted", linestyle=":", linewidth=1.5)
    axes.text(5_000, 12, "6 × width", color="muted")
    axes.set(xlabel="tokens in the sequence", ylabel="GFLOP, forward")
    axes.legend(loc="upper left")
