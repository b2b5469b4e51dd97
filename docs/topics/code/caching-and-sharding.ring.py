from bisect import bisect
from collections import Counter
from hashlib import blake2b


def place(name: str) -> int:
    """A point on the ring, the same on every machine and in every run."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest())


def ring(servers: list[str], points: int) -> list[tuple[int, str]]:
    """Each server at `points` places (virtual nodes), in order around the ring."""
    return sorted((place(f"{server}#{i}"), server) for server in servers for i in range(points))


def owner(key: str, nodes: list[tuple[int, str]]) -> str:
    """The server at the first point after the key, and after the last point the first again."""
    return nodes[bisect(nodes, (place(key), "")) % len(nodes)][1]


def excess(owners: list[str]) -> float:
    """Load of the fullest server over the mean, minus one."""
    counts = Counter(owners)
    return max(counts.values()) * len(counts) / len(owners) - 1


def any_slow(chance: float, calls: int) -> float:
    """Chance that a request waiting for all of `calls` meets at least one slow one."""
    return 1 - (1 - chance) ** calls


if __name__ == "__main__":
    keys, servers = [f"user:{i}" for i in range(20_000)], [f"s{i}" for i in range(21)]
    modulo = sum(place(k) % 20 != place(k) % 21 for k in keys) / len(keys)
    print(f"20 to 21 servers, hash modulo: {modulo:.0%} of keys move")
    for points in (1, 10, 100, 500):
        old, new = ring(servers[:20], points), ring(servers, points)
        before = [owner(k, old) for k in keys]
        moved = sum(b != owner(k, new) for k, b in zip(keys, before, strict=True)) / len(keys)
        print(f"ring, {points:3} points each: {moved:4.1%} move, fullest server +{excess(before):.0%}")
    for calls in (1, 10, 100):
        plain, hedged = any_slow(0.01, calls), any_slow(0.01**2, calls)
        print(f"{calls:3} shards, each slow in 1%: {plain:.0%} of requests slow; asked twice: {hedged:.2%}")
