import numpy as np
from numpy import ndarray


def unit(x: ndarray) -> ndarray:
    """Rows (or one vector) scaled to length 1; zeros stay zeros."""
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return np.divide(x, length, out=np.zeros_like(x), where=length > 0)


def tf_idf(texts: list[str]) -> tuple[ndarray, list[str]]:
    """Unit rows of count * (ln((1 + n) / (1 + df)) + 1), and the word of each column."""
    words = sorted({word for text in texts for word in text.split()})
    count = np.array([[text.split().count(word) for word in words] for text in texts], float)
    idf = np.log((1 + len(texts)) / (1 + (count > 0).sum(axis=0))) + 1
    return unit(count * idf), words


def rocchio(liked: ndarray, disliked: ndarray, beta: float = 0.75, gamma: float = 0.15) -> ndarray:
    """One profile: toward the mean of the liked rows, away from that of the disliked."""
    away = disliked.mean(axis=0) if len(disliked) else 0.0
    return unit(beta * liked.mean(axis=0) - gamma * away)


def nearest(items: ndarray, liked: ndarray) -> ndarray:
    """Each item's cosine to the liked item it resembles most: tastes stay apart."""
    return (items @ liked.T).max(axis=1)


if __name__ == "__main__":
    texts = ["jazz piano trio live", "trail running shoes", "piano sonata recital"]
    texts += ["jazz piano solo", "trail running watch", "rock guitar live", "piano lamp"]
    items, words = tf_idf(texts)
    liked, disliked = items[:2], items[2:3]
    profile = rocchio(liked, disliked)
    for word in ("trail", "jazz", "piano", "sonata"):
        print(f"{word:7} {profile[words.index(word)]:5.2f}")
    print(f"{'':20} profile  nearest")
    for text, one, many in zip(texts[3:], items[3:] @ profile, nearest(items[3:], liked)):
        print(f"{text:20} {one:7.2f}  {many:7.2f}")
