"""How far off a measured difference in pass rate may be, by test size and design."""

import numpy as np

TITLE = "95% interval of a difference in pass rate, by number of prompts"
DESCRIPTION = (
    "Half-width in percentage points on a logarithmic axis of 50 to 5,000 prompts. With separate prompts at a pass rate of "
    "70% it falls from 18 to 1.8 points. With the same prompts, where the two systems disagree on 15% or 5%, it falls from "
    "10.7 to 1.1 and from 6.2 to 0.6."
)


def draw(axes, listing):
    sizes = np.geomspace(50, 5000, 40)
    designs = {"separate prompts, 70% pass": 2 * 0.7 * 0.3, "same prompts, 15% differ": 0.15, "same prompts, 5% differ": 0.05}
    for name, share in designs.items():
        axes.plot(sizes, [100 * listing.half_width(n, share) for n in sizes], label=name)
    axes.set(xlabel="prompts", ylabel="plus or minus, percentage points", xscale="log", xlim=(50, 5000), ylim=(0, 19))
    axes.legend(loc="upper right")
