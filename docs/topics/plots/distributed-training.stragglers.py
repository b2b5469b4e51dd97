"""Mean time of a synchronous step by the number of workers, with and without spare ones."""

TITLE = "Time of a synchronous step by number of workers, with and without spare workers"
DESCRIPTION = (
    "Mean step time against 1 to 1,280 workers, where each takes 1 plus an exponential delay of mean 0.1. Waiting "
    "for all grows with the logarithm of their number, from 1.10 for one to 1.77 for 1,280. With 5% spare workers "
    "it levels off near 1.30, and with 10% near 1.24, whatever their number."
)


def draw(axes, listing):
    for spare, mark in zip((0, 0.05, 0.1), "os^", strict=True):
        workers = [n for n in (1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1_280) if n * spare >= 1 or not spare]
        times = [listing.step_time(n, round(spare * n), 0.1) for n in workers]
        axes.plot(workers, times, marker=mark, label=f"{spare:.0%} spare" if spare else "wait for all")
    axes.set(xscale="log", xlabel="workers", ylabel="time of a step", ylim=(1, 1.8))
    axes.set_xticks(ticks := [1, 10, 100, 1_000], [f"{t:,}" for t in ticks])
    axes.legend(loc="upper left")
