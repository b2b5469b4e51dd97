import numpy as np
from numpy import ndarray


def kappa(table: ndarray) -> float:
    """Cohen's kappa of a square table of counts, one rater by row and the other by column."""
    shares = table / table.sum()
    chance = shares.sum(axis=1) @ shares.sum(axis=0)
    return float((np.trace(shares) - chance) / (1 - chance))


def bradley_terry(wins: ndarray, rounds: int = 2_000) -> ndarray:
    """Ratings on the Elo scale (mean 0) from wins[i, j], how often i beat j; a tie is half a win each."""
    games, strength = wins + wins.T, np.ones(len(wins))
    for _ in range(rounds):
        expected = games / (strength[:, None] + strength)
        strength = wins.sum(axis=1) / expected.sum(axis=1)
        strength /= np.exp(np.log(strength).mean())
    return 400 * np.log10(strength)


def win_chance(difference: float) -> float:
    """Chance of winning with a rating that is higher by so many points."""
    return float(1 / (1 + 10 ** (-difference / 400)))


def half_width(n: int, disagree: float) -> float:
    """Half of the 95% interval of a difference in pass rate, same n prompts, share where only one passes."""
    return float(1.96 * np.sqrt(disagree / n))


def elo(games: ndarray, models: int, k: float = 32) -> ndarray:
    """Ratings after a stream of (winner, loser), updated game by game."""
    rating = np.zeros(models)
    for winner, loser in games:
        step = k * (1 - win_chance(rating[winner] - rating[loser]))
        rating[winner], rating[loser] = rating[winner] + step, rating[loser] - step
    return rating


if __name__ == "__main__":
    print(f"kappa {kappa(np.array([[70, 8, 12], [6, 18, 6], [10, 10, 60]])):.2f}")
    wins = np.array([[0, 60, 70], [40, 0, 62], [30, 38, 0]])
    print("Bradley-Terry", bradley_terry(wins).round().astype(int))
    games = np.array([(i, j) for i in range(3) for j in range(3) for _ in range(wins[i, j])])
    for seed in range(3):
        print("Elo, shuffled", elo(np.random.default_rng(seed).permutation(games), 3).round().astype(int))
