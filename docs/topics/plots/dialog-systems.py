"""Joint goal accuracy by turn: what repairing broken states is worth."""

TITLE = "Chance that the whole state is right, by turn: 5% of turns break it, some broken ones are mended"
DESCRIPTION = (
    "Three lines over turns 1 to 12, all starting at 0.95. Without repair the chance falls to 0.60 at turn 10. If 30 "
    "percent of broken states are mended each turn it levels off near 0.86; at 60 percent near 0.92."
)


def draw(axes, listing):
    turns = list(range(1, 13))
    for mends, mark in ((0.6, "^"), (0.3, "s"), (0.0, "o")):
        accuracy = listing.joint_accuracy(len(turns), 0.05, mends)
        axes.plot(turns, accuracy, marker=mark, label=f"{mends:.0%} of broken states mended a turn")
    axes.set(xlabel="turn", ylabel="joint goal accuracy", ylim=(0.5, 1.0))
    axes.legend(loc="lower left")
