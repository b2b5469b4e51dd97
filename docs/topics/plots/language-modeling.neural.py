"""Held-out perplexity by length of the training text: n-grams with two smoothings against the network."""

import numpy as np

TITLE = "Perplexity on held-out text by words of training text: Kneser-Ney leads, then the network"
DESCRIPTION = (
    "Perplexity against training words on a logarithmic axis, from 500 to 100,000. Add-one bigrams fall from about 80 to 38, "
    "Kneser-Ney bigrams from about 68 to 38. The network starts above both, crosses both between 500 and 2,000 "
    "words and reaches the floor of 37, the source itself, first."
)
SIZES = (500, 1_000, 2_000, 5_000, 10_000, 30_000, 100_000)


def draw(axes, listing):
    true = listing.source()
    new = listing.sample(true, 20_000, seed=9)

    def perplexity(p):
        return np.exp(-(new * np.log(p)).sum() / new.sum())

    def add_one(table):
        return (table + 1) / (table + 1).sum(axis=1, keepdims=True)

    tables = [listing.sample(true, n, seed=1) for n in SIZES]
    for fit, name, mark in (
        (add_one, "bigrams, add one", "^"),
        (listing.kneser_ney, "bigrams, Kneser-Ney", "s"),
        (listing.neural, "network of 6 dimensions", "o"),
    ):
        found = [perplexity(fit(table)) for table in tables]
        axes.semilogx(SIZES, found, marker=mark, label=name)
    axes.axhline(perplexity(true), color="muted", linestyle=":", linewidth=1.5, label="the source itself")
    axes.set(xlabel="words of training text", ylabel="perplexity on held-out text", xticks=SIZES)
    axes.set_xticklabels(["500", "1k", "2k", "5k", "10k", "30k", "100k"])
    axes.set_ylim(30, 100)
    axes.minorticks_off()
    axes.legend(loc="upper right")
