"""Tokens a second of one GPU by batch size, at three lengths of context."""

import numpy as np

TITLE = "Upper limit of decoding throughput of an 8-billion-parameter model on one H100, by batch"
DESCRIPTION = (
    "Tokens a second against requests in the batch, both on logarithmic axes. All curves start near 205 a second and bend. "
    "They end where memory is full: 39,700 a second with 853 requests at 500 tokens of context, 9,900 with 213 at 2,000, "
    "2,500 with 53 at 8,000."
)


def draw(axes, listing):
    model, gpu = listing.LLAMA3_8B, listing.H100
    for context in (500, 2000, 8000):
        full = listing.largest_batch(model, gpu, context)
        batches = np.unique(np.geomspace(1, full, 40).astype(int))
        rates = [b / listing.step_seconds(model, gpu, int(b), context) for b in batches]
        axes.plot(batches, rates, label=f"{context:,} tokens of context each")
        axes.plot([full], [rates[-1]], marker="o", color="ink")
    axes.set(xlabel="requests decoded together", ylabel="tokens a second", xscale="log", yscale="log", xlim=(1, 1000))
    axes.legend(loc="upper left")
