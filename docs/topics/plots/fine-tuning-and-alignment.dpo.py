"""A measured reward and the true one, as the policy moves away from its reference."""

import numpy as np

TITLE = "Optimizing a measured reward with a flaw: the farther from the reference, the worse the answers"
DESCRIPTION = (
    "Mean measured reward and mean true quality against the divergence from the reference model, from 0 to 4.4 nats. "
    "The measured reward rises all the way to 4.9. True quality rises to 0.31 near 0.35 nats, is back at zero by "
    "1.6 nats and ends at -0.94, as the few answers that exploit the flaw take over."
)


def draw(axes, listing):
    quality = np.linspace(-2.5, 2.5, 100)
    reference = np.exp(-(quality**2) / 2)
    # One answer in a hundred pleases the judge by 5 and is in truth poor, at -1.
    quality, measured = np.r_[quality, -1], np.r_[quality, 5]
    reference = np.r_[0.99 * reference / reference.sum(), 0.01]
    policies = [listing.tilted(reference, measured, beta) for beta in np.geomspace(20, 0.5, 40)]
    away = [listing.divergence(policy, reference) for policy in policies]
    axes.plot(away, [p @ measured for p in policies], label="measured reward")
    axes.plot(away, [p @ quality for p in policies], label="true quality")
    axes.set(xlabel="divergence from the reference, nats", ylabel="mean over answers")
    axes.legend()
