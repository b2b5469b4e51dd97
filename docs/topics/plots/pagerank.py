"""Error of power iteration by step, on a well-linked graph and on two islands."""

import numpy as np

TITLE = "Power iteration: distance to the exact ranks after each step"
DESCRIPTION = (
    "L1 distance to the exact PageRank on a logarithmic axis, over 60 steps from a start on a single page, for graphs "
    "of 2,000 pages with 8 random links each. On one well-mixed graph with d = 0.85 the error falls to a third at every "
    "step and is below one in 100,000 after 13. On two islands without links between them it shrinks by 0.85 a step, along "
    "the line of the bound, and is still near 0.0001 after 60. With d = 0.5 the islands are below a millionth after 20."
)


def draw(axes, listing):
    rng, n = np.random.default_rng(0), 2_000
    source, target = rng.integers(0, n, (2, n * 8))
    inside = target // 2 + (n // 2) * (source >= n // 2)  # the same half as the source
    mixed, islands = ([(int(a), int(b)) for a, b in zip(source, t, strict=True)] for t in (target, inside))
    start = np.eye(n)[0]
    for (name, links, damping), mark in zip(
        (
            ("well mixed, d = 0.85", mixed, 0.85),
            ("two islands, d = 0.85", islands, 0.85),
            ("two islands, d = 0.5", islands, 0.5),
        ),
        "os^",
        strict=True,
    ):
        exact = listing.solve(links, n, damping)
        steps = np.arange(0, 61, 3)
        ranks, errors = start, []
        follow, dangling = listing.transition(links, n)
        for step in range(61):
            if step % 3 == 0:
                errors.append(abs(ranks - exact).sum())
            stranded = ranks[dangling].sum()
            ranks = damping * (follow @ ranks + stranded / n) + (1 - damping) / n
        seen = np.array(errors) > 1e-7
        axes.plot(steps[seen], np.array(errors)[seen], marker=mark, label=name)
    axes.plot([0, 60], [2, 2 * 0.85**60], color="muted", linestyle=":", label="bound 2 × 0.85ᵏ")
    axes.set(
        xlabel="step k", ylabel="L1 distance to the exact ranks", yscale="log", ylim=(1e-9, 4), xlim=(0, 60)
    )
    axes.legend(loc="lower right")
