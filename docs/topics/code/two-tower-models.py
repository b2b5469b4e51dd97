import numpy as np
from scipy.special import softmax


def in_batch_loss(users, items, log_q, temperature):
    """Mean softmax loss of a batch of (user, liked item) vectors: row b's positive is item b,
    the other rows' items are its negatives. log_q: log sampling probability of each item
    (zeros: no correction). Returns the loss and its gradients by users and items."""
    logits = users @ items.T / temperature - log_q
    chance = softmax(logits, axis=1)  # row b: P(item of row w | user of row b)
    pull = (chance - np.eye(len(users))) / len(users) / temperature
    return -np.mean(np.log(np.diag(chance))), pull @ items, pull.T @ users


def train(pairs, n_users, n_items, q, corrected, dim=8, batch=128, rate=1.0, steps=1_000):
    """Both towers as plain tables, by stochastic gradient descent on sampled pairs. Returns the
    scores of all users and items. n_users in the step makes up for how few rows each user has."""
    rng = np.random.default_rng(0)
    users, items = rng.normal(0, 0.1, (n_users, dim)), rng.normal(0, 0.1, (n_items, dim))
    for step in range(steps):
        u, i = pairs[rng.integers(0, len(pairs), batch)].T
        log_q = np.log(q[i]) if corrected else np.zeros(batch)
        _, by_user, by_item = in_batch_loss(users[u], items[i], log_q, 1.0)
        now = rate * (1 - step / steps)  # a shrinking step lets the noise settle
        np.add.at(users, u, -now * by_user * n_users)
        np.add.at(items, i, -now * by_item)
    return users @ items.T


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    popularity = np.array([32, 16, 8, 4, 2, 1.0])
    likes = softmax(np.log(popularity) + rng.normal(0, 0.7, (4, 6)), axis=1)  # P(item | user)
    who = rng.integers(0, 4, 40_000)
    pairs = np.column_stack([who, rng.multinomial(1, likes[who]).argmax(axis=1)])
    q = np.bincount(pairs[:, 1], minlength=6) / len(pairs)
    print("user 0, true P(item):   ", likes[0].round(2))
    for corrected in (False, True):
        scores = train(pairs, 4, 6, q, corrected)
        learned = softmax(scores, axis=1)
        print(f"logQ correction {corrected!s:5}:  ", learned[0].round(2) + 0.0)
        agree = np.mean([np.corrcoef(s, np.log(p))[0, 1] for s, p in zip(scores, likes, strict=True)])
        print("  correlation with ln P:", round(float(agree), 2))
