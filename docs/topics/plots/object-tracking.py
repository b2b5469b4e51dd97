"""Overlap of the predicted with the true box after a gap, with and without a model of motion."""

import numpy as np

TITLE = "Overlap of the predicted and the true box after frames without a detection"
DESCRIPTION = (
    "Mean intersection over union after a gap of 1 to 15 frames, for an object 40 pixels wide that moves 6 pixels a frame. "
    "The last seen box falls below the matching limit of 0.3 at the fourth frame. The Kalman prediction stays above it "
    "for all fifteen."
)


def draw(axes, listing):
    gaps = np.arange(1, 16)
    moving, still = np.zeros((2, len(gaps)))
    rng = np.random.default_rng(0)
    for _ in range(200):
        truth = np.array([[6.0 * t, 100, 40, 80] for t in range(26)])
        seen = truth[:11] + rng.normal(0, 2, (11, 4))
        one = listing.Track(seen[0], 0)
        for box in seen[1:]:
            one.predict()
            one.update(box)
        for i, gap in enumerate(gaps):
            now = truth[10 + gap : 11 + gap]
            moving[i] += listing.iou(one.predict()[None], now)[0, 0] / 200
            still[i] += listing.iou(seen[10:11], now)[0, 0] / 200
    axes.axhline(0.3, color="muted", linestyle=":", linewidth=1.5, label="matching limit")
    axes.plot(gaps, moving, marker="o", label="Kalman prediction")
    axes.plot(gaps, still, marker="s", label="last seen box")
    axes.set(xlabel="frames without a detection", ylabel="mean overlap with the truth", xlim=(0.5, 15.5), ylim=(0, 1))
    axes.legend(loc="center right")
