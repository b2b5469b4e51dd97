"""What one wrong boundary costs under three ways of scoring."""

import numpy as np

TITLE = "Spans with one boundary off by a token: strict F1 falls with each, token accuracy hardly moves"
DESCRIPTION = (
    "Three lines over the share of spans, 0 to 50 percent, that lose their last token. Strict F1 falls in a straight "
    "line from 1 to 0.5. F1 that accepts any overlap stays at 1. Token accuracy falls only from 1 to 0.95."
)
SHARES = (0, 0.1, 0.2, 0.3, 0.4, 0.5)


def scores(listing, share, n=1_000):
    """Strict F1, F1 by overlap and token accuracy when `share` of n spans lose their last token."""
    gold = ["O"] * 7 + ["B-ORG", "I-ORG", "I-ORG"]  # ten tokens, one name
    cut = ["O"] * 7 + ["B-ORG", "I-ORG", "O"]
    texts = [cut if i < share * n else gold for i in range(n)]
    truth, found = listing.spans(gold), [listing.spans(t) for t in texts]
    overlap = [any(g[1] < f[2] and f[1] < g[2] for g in truth for f in spans) for spans in found]
    tokens = np.mean([[a == b for a, b in zip(gold, t)] for t in texts])
    return listing.f1([truth] * n, found)[2], np.mean(overlap), tokens


def draw(axes, listing):
    strict, overlap, tokens = zip(*(scores(listing, share) for share in SHARES))
    x = [100 * share for share in SHARES]
    axes.plot(x, overlap, marker="^", label="F1, any overlap counts")
    axes.plot(x, tokens, marker="s", label="token accuracy")
    axes.plot(x, strict, marker="o", label="strict F1")
    axes.set(xlabel="spans that lose their last token, %", ylabel="score", ylim=(0.4, 1.04))
    axes.legend(loc="lower left")
