import numpy as np
from numpy import ndarray


def softmax(scores: ndarray) -> ndarray:
    """Exponentials that sum to 1 over the last axis; the maximum is taken off against overflow."""
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def rotate(x: ndarray, base: float = 10_000.0) -> ndarray:
    """RoPE: turn the two halves of each vector (..., tokens, width) by position x frequency."""
    tokens, width = x.shape[-2:]
    angle = np.outer(np.arange(tokens), base ** (-2 * np.arange(width // 2) / width))
    a, b = x[..., : width // 2], x[..., width // 2 :]
    return np.concatenate(
        [a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)], axis=-1
    )


def attention(x: ndarray, w: dict[str, ndarray], heads: int, causal: bool = True) -> ndarray:
    """Multi-head self-attention of tokens x (n, d) with weights q, k, v, o (d, d) each."""
    n, d = x.shape
    q, k, v = ((x @ w[name]).reshape(n, heads, d // heads).swapaxes(0, 1) for name in "qkv")
    scores = rotate(q) @ rotate(k).swapaxes(1, 2) / np.sqrt(d // heads)  # heads, n, n
    if causal:
        scores = np.where(np.tri(n, dtype=bool), scores, -np.inf)  # row i sees columns 0..i
    return (softmax(scores) @ v).swapaxes(0, 1).reshape(n, d) @ w["o"]


def parameters(layers: int, d: int, vocabulary: int) -> tuple[int, int]:
    """Weights of the blocks (4 d^2 attention, 8 d^2 feed-forward) and of the shared embedding."""
    return 12 * layers * d**2, vocabulary * d


def flops(layers: int, d: int, n: int) -> tuple[int, int]:
    """Forward operations on n tokens without mask: in weights, and in scores and their sums."""
    return 2 * n * 12 * layers * d**2, 4 * layers * n**2 * d


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=(6, 8)), {name: rng.normal(size=(8, 8)) / 8**0.5 for name in "qkvo"}
    changed = np.vstack([x[:5], 9 + x[5:]])
    print(
        "last token changed, causal: rows moved",
        (abs(attention(x, w, 2) - attention(changed, w, 2)) > 1e-9).any(1),
    )
    print("blocks, embedding (million):", [round(p / 1e6, 1) for p in parameters(12, 768, 30_000)])
    for n in (512, 4_608, 32_768):
        weights, pairs = flops(12, 768, n)
        print(
            f"{n:6,} tokens: {(weights + pairs) / 1e9:8,.0f} GFLOP, {pairs / (weights + pairs):.0%} of it attention"
        )
