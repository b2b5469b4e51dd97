"""Overlap left after a box is off by a few pixels in both directions, by the object's size."""

import numpy as np

TITLE = "Overlap of a box that is off by 2, 4 or 8 pixels in both directions"
DESCRIPTION = (
    "Intersection over union of a true square box with the same box moved by 2, 4 or 8 pixels in x and in y, against its "
    "side. At a side of 32 pixels a 4-pixel error leaves 0.62, at 16 pixels 0.39 and at 96 pixels 0.85. "
    "The lines at 0.5 and 0.75 are common limits."
)


def draw(axes, listing):
    sides = np.linspace(12, 128, 30)
    for limit in (0.5, 0.75):
        axes.axhline(limit, color="muted", linestyle=":", linewidth=1.5)
    for off, mark in zip((2, 4, 8), "os^"):
        overlap = [listing.iou(np.array([[0, 0, s, s]]), np.array([[off, off, s + off, s + off]]))[0, 0] for s in sides]
        axes.plot(sides, overlap, marker=mark, markevery=5, label=f"off by {off} px")
    axes.set(xlabel="side of the object, pixels", ylabel="intersection over union", xlim=(10, 130), ylim=(0, 1))
    axes.legend(loc="lower right")
