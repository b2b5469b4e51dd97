import numpy as np

Counts = np.ndarray  # one row per simulation, one column per arm
rng = np.random.default_rng(7)


def epsilon_greedy(wins: Counts, plays: Counts, t: int, epsilon=0.1) -> np.ndarray:
    """The best mean so far, or with probability epsilon any arm."""
    arms = rng.integers(wins.shape[1], size=len(wins))
    best = ((wins + 1) / (plays + 2)).argmax(axis=1)
    return np.where(rng.random(len(wins)) < epsilon, arms, best)


def ucb1(wins: Counts, plays: Counts, t: int) -> np.ndarray:
    """The highest upper bound: mean + sqrt(2 ln t / n). Unplayed arms come first."""
    n = np.maximum(plays, 1e-9)
    return (wins / n + np.sqrt(2 * np.log(t) / n)).argmax(axis=1)


def thompson(wins: Counts, plays: Counts, t: int) -> np.ndarray:
    """The best of one draw per arm from its Beta posterior (uniform prior)."""
    return rng.beta(1 + wins, 1 + plays - wins).argmax(axis=1)


def clicks_lost(policy, rates: np.ndarray, steps: int, runs: int) -> float:
    """Regret: expected clicks lost to always playing the best arm, mean over runs."""
    wins, plays = np.zeros((2, runs, len(rates)))
    for t in range(1, steps + 1):
        arm = policy(wins, plays, t)
        plays[np.arange(runs), arm] += 1
        wins[np.arange(runs), arm] += rng.random(runs) < rates[arm]
    return float((plays * (rates.max() - rates)).sum(axis=1).mean())


def off_policy(reward, weight, q_chosen, q_target) -> dict[str, float]:
    """A new policy's value from a log; weight = new / logged probability of the action,
    q_chosen the model's reward of that action, q_target its mean under the new policy."""
    corrected = np.mean(q_target + weight * (reward - q_chosen))
    snips = np.sum(weight * reward) / np.sum(weight)
    return {"IPS": np.mean(weight * reward), "SNIPS": snips, "DR": corrected}


if __name__ == "__main__":
    rates = np.array([0.04, 0.05, 0.06])
    for policy in (epsilon_greedy, ucb1, thompson):
        lost = clicks_lost(policy, rates, steps=20_000, runs=200)
        print(f"{policy.__name__:>14}: {lost:.0f} clicks lost, {200 - lost:.0f} saved")
    # A log of ten: A (probability 0.8) 7 times, 2 clicks; B (0.2) 3 times, 1 click.
    reward = np.array([1, 1, 0, 0, 0, 0, 0, 1, 0, 0])
    weight = np.repeat([0.2 / 0.8, 0.8 / 0.2], [7, 3])  # new policy: B 80% of the time
    model = np.repeat([0.25, 0.30], [7, 3])  # a rough model of both click rates
    value = off_policy(reward, weight, model, 0.2 * 0.25 + 0.8 * 0.30)
    print({name: f"{v:.3f}" for name, v in value.items()})
