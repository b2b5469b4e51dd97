"""Power by visitors per arm, for four effects on a 5% order rate."""

import numpy as np

TITLE = "Power by sample, when 5% of visitors order: half the effect takes four times the visitors"
DESCRIPTION = (
    "Chance to call a real effect significant at 5%, against visitors per arm from 10,000 to 10 million. Power 80% "
    "takes 0.12 million visitors for an effect of +5%, 0.75 million for +2% and 3.0 million for +1%."
)


def draw(axes, listing):
    powers = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
    for lift, mark in zip((0.05, 0.02, 0.01), "os^"):
        n = [listing.users_for_share(0.05, 0.05 * (1 + lift), power=p) for p in powers]
        axes.plot(n, 100 * powers, marker=mark, label=f"+{lift:.0%}")
    axes.axhline(80, color="muted", linestyle=":", linewidth=1.5)
    axes.set(xscale="log", xlabel="visitors per arm", ylabel="power, %", ylim=(0, 103))
    axes.set(xticks=[1e4, 1e5, 1e6, 1e7], xticklabels=["10,000", "100,000", "1 million", "10 million"])
    axes.minorticks_off()
    axes.legend(title="true effect")
