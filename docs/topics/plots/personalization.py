"""Error of four estimates of a user's taste against the number of events."""

import numpy as np

TITLE = "Error of a user's estimated taste, by number of events"
DESCRIPTION = (
    "Root mean square error over 1 to 60 events of a user. The same answer for all stays at 0.37. The user's own mean "
    "starts at 1.0 and crosses it at about 7 events. The own mean shrunk to all starts at 0.35 and is best together "
    "with the one shrunk to the segment, which starts at 0.29; by 60 events the three personal curves are near 0.12."
)
WITHIN, BETWEEN, IN_SEGMENT = 1.0, 0.14, 0.09


def draw(axes, listing):
    n = np.geomspace(1, 60, 40)
    axes.plot(n, np.full(40, np.sqrt(BETWEEN)), label="same for all")
    axes.plot(n, np.sqrt(WITHIN / n), label="own mean")
    for between, name in ((BETWEEN, "all"), (IN_SEGMENT, "segment")):
        k = WITHIN / between
        # the own mean's noise and the center's distance, mixed as shrink() mixes the two
        own, center = listing.shrink(1.0, n, 0.0, k), listing.shrink(0.0, n, 1.0, k)
        axes.plot(n, np.sqrt(own**2 * WITHIN / n + center**2 * between), label=f"shrunk to {name}")
    ticks = [1, 2, 5, 7, 10, 20, 60]
    axes.set(
        xlabel="events of the user",
        ylabel="error",
        xscale="log",
        xticks=ticks,
        ylim=(0, 1.02),
        xlim=(0.95, 63),
    )
    axes.set_xticklabels([str(t) for t in ticks])
    axes.minorticks_off()
    axes.legend(loc="upper right")
