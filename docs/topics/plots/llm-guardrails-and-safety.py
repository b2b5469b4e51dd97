"""Attacks that pass, and good requests refused, by the number of filters in series."""

TITLE = "Filters in series, each missing 10% of attacks and refusing 1% of good requests"
DESCRIPTION = (
    "Shares on a logarithmic scale against one to six filters. If filters failed independently, attacks that pass "
    "would fall tenfold with each, to 0.1% at three. If the same attacks fool them all, 1.9% pass three and 0.6% six. "
    "Refused good requests rise from 1% to 5.9% meanwhile."
)
FILTERS = [1, 2, 3, 4, 5, 6]


def draw(axes, listing):
    pass_shares = {"attacks pass, independent": 0, "attacks pass, alike (tie 0.3)": 0.3}
    for (name, tie), mark in zip(pass_shares.items(), "os"):
        axes.plot(FILTERS, [100 * listing.leak(0.1, n, tie) for n in FILTERS], marker=mark, label=name)
    axes.plot(FILTERS, [100 * (1 - 0.99**n) for n in FILTERS], marker="^", label="good requests refused")
    axes.set(yscale="log", xlabel="filters in series", ylabel="share, %", ylim=(0.01, 400))
    axes.set(yticks=[0.01, 0.1, 1, 10], yticklabels=["0.01", "0.1", "1", "10"])
    axes.legend(loc="upper right")
