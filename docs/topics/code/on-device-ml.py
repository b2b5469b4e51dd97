import numpy as np
from numpy import ndarray
from scipy.optimize import minimize
from scipy.special import expit

Client = tuple[ndarray, ndarray]  # one device's features and its labels, which never leave it


def local_training(w: ndarray, data: Client, steps: int, rate: float) -> ndarray:
    """Gradient steps on one device's log loss, from the server's weights."""
    x, y = data
    for _ in range(steps):
        w = w - rate * x.T @ (expit(x @ w) - y) / len(y)
    return w


def federated_round(w: ndarray, clients: list[Client], steps: int, rate: float) -> ndarray:
    """Federated averaging: every client trains, the server averages by number of examples."""
    trained = [local_training(w, client, steps, rate) for client in clients]
    return np.average(trained, axis=0, weights=[len(y) for _, y in clients])


def loss(w: ndarray, clients: list[Client]) -> float:
    """Log loss over all examples of all clients."""
    x, y = (np.concatenate(parts) for parts in zip(*clients, strict=True))
    return float(np.mean(np.logaddexp(0, x @ w) - y * (x @ w)))


def devices(count: int, alike: bool, seed: int = 0) -> list[Client]:
    """Devices of 20 to 200 examples; unlike ones differ in what they see and in what they like."""
    rng = np.random.default_rng(seed)
    shared, clients = rng.normal(size=10), []
    for n in rng.integers(20, 201, count):
        taste, scale = rng.normal(size=10), rng.lognormal(0, 0.7, 10)
        w, s = (shared, np.ones(10)) if alike else (shared + taste, scale)
        x = rng.normal(size=(n, 10)) * s
        clients.append((x, (rng.random(n) < expit(x @ w)).astype(float)))
    return clients


def history(clients: list[Client], steps: int, rounds: int, rate: float = 0.2) -> list[float]:
    """Loss after 0, 1, ... rounds in which every client takes part."""
    w = np.zeros(10)
    return [loss(w, clients)] + [
        loss(w := federated_round(w, clients, steps, rate), clients) for _ in range(rounds)
    ]


if __name__ == "__main__":
    for alike in (True, False):
        clients = devices(30, alike)
        best = minimize(loss, np.zeros(10), args=(clients,)).fun
        print(
            "loss above the optimum after 2, 8 and 32 rounds,", "devices alike" if alike else "devices unlike"
        )
        for steps in (1, 8, 64):
            above = np.array(history(clients, steps, 32))[[2, 8, 32]] - best
            print(f"{steps:4} local steps:", *(f"{gap:.3f}" for gap in above))
