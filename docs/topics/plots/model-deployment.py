"""How soon a sequential test stops a canary, by how much worse it is."""

import numpy as np

TITLE = "Canaries rolled back by a sequential test, by time since the release"
DESCRIPTION = (
    "Share of 400 simulated canaries stopped, against minutes, for a canary and a control of 10 requests a second "
    "each and an error rate of 0.1%. At five times the rate half are stopped after 11 minutes and 98% after 20. At "
    "twice the rate half are stopped after 60 minutes and 87% after 120. At one and a half times a fifth are "
    "stopped by then."
)


def draw(axes, listing):
    minutes = np.arange(0, 121, 5)
    for truth, mark in zip((5, 2, 1.5), "os^", strict=True):
        rng, stops = np.random.default_rng(0), []
        for _ in range(400):
            seconds = np.cumsum(rng.exponential(1 / (0.01 * (1 + truth)), 3_000))
            verdict, errors = listing.decide(
                rng.random(3_000) < listing.share(0.5, truth), 0.5, 2, 0.001, 0.1
            )
            stops.append(seconds[errors - 1] / 60 if verdict == "roll back" else np.inf)
        stopped = [100 * np.mean(np.array(stops) <= m) for m in minutes]
        axes.plot(minutes, stopped, marker=mark, label=f"error rate × {truth}")
    axes.set(xlabel="minutes", ylabel="canaries rolled back, %", xlim=(0, 120), ylim=(0, 102))
    axes.legend(loc="lower right")
