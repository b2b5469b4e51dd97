import numpy as np
from scipy.sparse import csr_array, identity
from scipy.sparse.linalg import spsolve


def transition(links: list[tuple[int, int]], n: int) -> tuple[csr_array, np.ndarray]:
    """Column-stochastic matrix of a surfer who takes a random link, and which pages are dangling."""
    source, target = np.array(sorted(set(links))).T
    out = np.bincount(source, minlength=n)
    return csr_array((1 / out[source], (target, source)), shape=(n, n)), out == 0


def pagerank(links, n, damping=0.85, jump=None, start=None, tolerance=1e-9):
    """Power iteration. jump: where a bored surfer, or one on a page without links, goes
    (uniform if None). Returns the ranks and the L1 change of every step."""
    follow, dangling = transition(links, n)
    jump = np.full(n, 1 / n) if jump is None else jump / jump.sum()
    ranks, changes = jump if start is None else start, []
    while not changes or changes[-1] > tolerance:
        stranded = ranks[dangling].sum()
        new = damping * (follow @ ranks + stranded * jump) + (1 - damping) * jump
        changes.append(float(abs(new - ranks).sum()))
        ranks = new
    return ranks, changes


def solve(links, n, damping=0.85, jump=None):
    """The same vector from one sparse linear system, (I - d P) x = jump, scaled to sum to 1.
    Dangling pages need no repair: what they return is proportional to jump."""
    follow, _ = transition(links, n)
    jump = np.full(n, 1 / n) if jump is None else jump
    ranks = spsolve((identity(n) - damping * follow).tocsc(), jump)
    return ranks / ranks.sum()


if __name__ == "__main__":
    links = [(0, 1), (0, 2), (1, 2), (2, 0), (3, 2), (3, 4)]  # nothing links to 3; 4 has no links
    ranks, changes = pagerank(links, 5)
    print("power iteration", ranks.round(3), "in", len(changes), "steps")
    print("linear system  ", solve(links, 5).round(3))
    print("one step by hand", pagerank(links, 5, tolerance=9)[0].round(3))
    for damping in (0.5, 0.85, 0.99):
        steps = int(np.ceil(np.log(1e-6) / np.log(damping)))
        print(
            f"d = {damping}: {solve(links, 5, damping).round(2)}, at most {steps} steps to 1e-6 of the start"
        )
    only_3 = np.eye(5)[3]
    print("jumps only to 3", pagerank(links, 5, jump=only_3)[0].round(3))
