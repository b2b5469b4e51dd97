"""ROC curves of the page's sharp and flat models, with their first two percent enlarged."""

import numpy as np

TITLE = "ROC curves of the sharp and the flat model, both 0.90; inset: the first 2% of negatives"
DESCRIPTION = (
    "Recall against false-positive rate. The flat model rises in a straight line to recall 1 at a rate of 0.2. The "
    "sharp one jumps to 0.5 at 0.005 and then rises slowly to 1 at 0.395; the areas are equal. The inset shows that "
    "at a false-positive rate of 0.5% the sharp model has found half of the positives, the flat one 2.5%."
)


def draw(axes, listing):
    u = (np.arange(200) + 0.5) / 200
    y = np.repeat([1, 0], 200)
    inset = axes.inset_axes([0.53, 0.16, 0.42, 0.36])
    reach = {"sharp": np.where(np.arange(200) % 2 == 0, 0.005, 0.395), "flat": np.full(200, 0.2)}
    corners = np.array([0, 0.0025, 0.005, 0.02, 0.1, 0.2, 0.395, 1])
    for name, share in reach.items():
        # Recall at each false-positive rate: the share of positives placed above that share of negatives.
        recall = [np.mean(np.minimum(corner / share, 1)) for corner in corners]
        area = listing.roc_auc(y, -np.r_[share * u, u])
        axes.plot(corners, recall, label=f"{name}, ROC AUC {area:.2f}")
        inset.plot(100 * corners, recall)
    inset.set(xlim=(0, 2), ylim=(0, 0.6), xticks=[0, 1, 2], title="first 2%")
    axes.set(xlabel="false-positive rate", ylabel="recall", xlim=(0, 1), ylim=(0, 1.22))
    axes.legend(loc="upper right", ncols=2)
