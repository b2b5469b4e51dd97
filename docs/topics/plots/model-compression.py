"""Error of quantization by number of bits, per tensor and per channel."""

import numpy as np

TITLE = "Error of a weight matrix by bits a weight: one scale for the tensor, or one a channel"
DESCRIPTION = (
    "Relative error on a logarithmic axis against bits from 2 to 8. Each bit halves the error of both curves. One scale "
    "a channel gives 0.126 at 4 bits and 0.007 at 8, one for the tensor 0.374 and 0.022: worth about a bit and a half. "
    "At the same storage, 16-bit weights pruned or of low rank lie above the per-channel curve from 3 bits on, and below "
    "it at 2 bits."
)


def draw(axes, listing):
    w = listing.trained_like()
    bits = np.arange(2, 9)
    for name, each in (("one scale for the tensor", False), ("one scale a channel", True)):
        axes.plot(
            bits, [listing.error(w, listing.quantize(w, int(b), each)) for b in bits], marker="o", label=name
        )
    shares = bits / 16
    axes.plot(
        bits, [listing.error(w, listing.prune(w, s)) for s in shares], marker="^", label="16 bits, pruned"
    )
    ranks = (shares * 128).astype(int)
    axes.plot(
        bits,
        [listing.error(w, listing.low_rank(w, int(r))) for r in ranks],
        marker="D",
        label="16 bits, low rank",
    )
    axes.set(yscale="log", xlabel="stored bits a weight (no index counted)", ylabel="relative error")
    axes.legend(loc="lower left")
