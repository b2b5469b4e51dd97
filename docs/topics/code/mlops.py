import json
from dataclasses import dataclass, field
from hashlib import sha256


def fingerprint(inputs: dict[str, str]) -> str:
    """Name of a training run: changes if and only if one of its inputs does."""
    return sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:8]


@dataclass
class Registry:
    """Versions are only added; the alias `live` is the one thing that moves."""

    versions: dict[str, dict[str, float]] = field(default_factory=dict)
    live: list[str] = field(default_factory=list)  # its history, newest last

    def register(self, inputs: dict[str, str], metrics: dict[str, float]) -> str:
        """Add a version under its fingerprint; training it again can't replace it."""
        version = fingerprint(inputs)
        self.versions.setdefault(version, metrics)
        return version

    def blocked_by(self, version: str, limits: dict[str, float]) -> list[str]:
        """Checks on which a version falls short of the live one by more than its limit."""
        new, old = self.versions[version], self.versions[self.live[-1]] if self.live else {}
        return [name for name, limit in limits.items() if new[name] < old.get(name, new[name]) - limit]

    def promote(self, version: str, limits: dict[str, float]) -> bool:
        """Move `live` to a version that passes every check."""
        if passed := not self.blocked_by(version, limits):
            self.live.append(version)
        return passed

    def roll_back(self) -> str:
        """Move `live` back by one: nothing is rebuilt."""
        self.live.pop()
        return self.live[-1]


if __name__ == "__main__":
    registry, limits = Registry(), {"auc": 0.002, "auc of new users": 0.01}
    base = {"code": "3f2a", "data": "2026-11-01..28", "config": "depth=6", "image": "py3.12-a1"}
    for change, auc, slice_auc in (({}, 0.801, 0.74), ({"data": "2026-11-02..29"}, 0.800, 0.75),
                                   ({"config": "depth=9"}, 0.809, 0.71)):  # fmt: skip
        version = registry.register(base | change, {"auc": auc, "auc of new users": slice_auc})
        print(version, "live" if registry.promote(version, limits) else registry.blocked_by(version, limits))
    print("rolled back to", registry.roll_back())
