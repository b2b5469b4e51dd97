from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.stats import beta


@dataclass(frozen=True)
class Group:
    """Chances spread as Beta(a, b); the score is the chance, so it is calibrated in the group."""

    a: float
    b: float

    def base_rate(self) -> float:
        return self.a / (self.a + self.b)

    def selected(self, t: float) -> float:
        """Share with a score above t."""
        return float(beta.sf(t, self.a, self.b))

    def tpr(self, t: float) -> float:
        """Share of the positives above t: their scores follow Beta(a + 1, b)."""
        return float(beta.sf(t, self.a + 1, self.b))

    def fpr(self, t: float) -> float:
        """Share of the negatives above t: their scores follow Beta(a, b + 1)."""
        return float(beta.sf(t, self.a, self.b + 1))

    def ppv(self, t: float) -> float:
        """Share of positives among the selected (precision)."""
        return self.base_rate() * self.tpr(t) / self.selected(t)


def threshold(group: Group, rate: str, target: float) -> float:
    """The threshold at which the group's rate ("tpr", "fpr", "selected", "ppv") is the target."""
    return float(brentq(lambda t: getattr(group, rate)(t) - target, 1e-6, 1 - 1e-6))


def forced_fpr(base_rate: float, ppv: float, tpr: float) -> float:
    """The false-positive rate that follows from the other three, whatever the model."""
    return base_rate / (1 - base_rate) * (1 - ppv) / ppv * tpr


if __name__ == "__main__":
    a, b, t = Group(3, 7), Group(1.5, 8.5), 0.3
    rules = {"A": (a, t), "B, same threshold": (b, t)}
    for rate in ("selected", "tpr", "fpr", "ppv"):
        rules[f"B, same {rate}"] = (b, threshold(b, rate, getattr(a, rate)(t)))
    for name, (g, cut) in rules.items():
        rates = "  ".join(f"{r} {getattr(g, r)(cut):.2f}" for r in ("selected", "tpr", "fpr", "ppv"))
        print(f"{name:18} above {cut:.2f}  {rates}")
    print(f"B, A's ppv and tpr: fpr must be {forced_fpr(0.15, a.ppv(t), a.tpr(t)):.2f}")
