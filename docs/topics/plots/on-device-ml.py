"""Loss by rounds of federated averaging on unlike devices, for three amounts of local work."""

import numpy as np
from scipy.optimize import minimize

TITLE = "Federated averaging on unlike devices: loss above the optimum by round"
DESCRIPTION = (
    "Excess log loss over 32 rounds on 30 unlike devices. One local step falls steadily, to 0.001. Eight local steps are "
    "fast at first, 0.010 after three rounds, then drift up to 0.026. Sixty-four rise from 0.03 to 0.12."
)


def draw(axes, listing):
    clients = listing.devices(30, alike=False)
    best = minimize(listing.loss, np.zeros(10), args=(clients,)).fun
    for steps, mark in zip((1, 8, 64), "os^"):
        above = np.array(listing.history(clients, steps, 32)) - best
        axes.plot(above, marker=mark, markevery=4, label=f"{steps} local step{'s' * (steps > 1)}")
    axes.set(yscale="log", xlabel="round", ylabel="log loss above the optimum")
    axes.legend(loc="lower left")
