"""What one more occurrence of a word is worth: BM25 for three document lengths, and a raw count."""

import numpy as np

TITLE = "Score of one word by its count in the document, in units of its idf"
DESCRIPTION = (
    "A raw count rises along a straight line and leaves the picture before three occurrences. BM25 with k1 = 1.2 and "
    "b = 0.75 flattens out below its limit of 2.2: a document of mean length gets 1.0 for one occurrence and 1.96 for "
    "ten; a document four times as long gets 0.45 and 1.58; one of a quarter of the length gets 1.44 and 2.09."
)


def draw(axes, listing):
    counts = np.arange(0, 21)
    for ratio, label in (
        (0.25, "a quarter of the mean length"),
        (1, "mean length"),
        (4, "four times the mean length"),
    ):
        weights = [listing.bm25_weight(tf, 1, ratio, 1) for tf in counts]
        axes.plot(counts, weights, marker="os^"[int(ratio >= 1) + int(ratio > 1)], label=f"BM25, {label}")
    axes.plot([0, 3], [0, 3], color="muted", linestyle=":", label="raw count (tf-idf)")
    axes.axhline(2.2, color="muted", linewidth=1)
    axes.text(20, 2.24, "limit k₁ + 1 = 2.2", ha="right", va="bottom", color="muted")
    axes.set(
        xlabel="occurrences of the word",
        ylabel="score ÷ idf",
        xlim=(0, 20),
        ylim=(0, 2.6),
        xticks=range(0, 21, 5),
    )
    axes.legend(loc="lower right")
