import numpy as np
from numpy import ndarray
from scipy.special import log_softmax, softmax


def quantize(w: ndarray, bits: int, per_channel: bool) -> ndarray:
    """Round to symmetric integers of so many bits and back; rows of w are output channels."""
    top = 2 ** (bits - 1) - 1  # 127 for int8: the range is symmetric, so zero stays exactly zero
    scale = abs(w).max(axis=1 if per_channel else None, keepdims=True) / top
    return np.clip(np.rint(w / scale), -top, top) * scale


def prune(w: ndarray, keep: float) -> ndarray:
    """Zero all but the share of largest weights."""
    return np.where(abs(w) >= np.quantile(abs(w), 1 - keep), w, 0)


def low_rank(w: ndarray, rank: int) -> ndarray:
    """The best approximation of that rank in squared error (Eckart-Young), kept as two thin matrices."""
    u, s, vt = np.linalg.svd(w, full_matrices=False)
    return (u[:, :rank] * s[:rank]) @ vt[:rank]


def distillation(student: ndarray, teacher: ndarray, t: float) -> float:
    """t^2 * KL(teacher || student) of logits softened by t; t^2 keeps gradients on one scale."""
    p = softmax(teacher / t)
    return float(t**2 * (p * (log_softmax(teacher / t) - log_softmax(student / t))).sum())


def error(w: ndarray, approximation: ndarray) -> float:
    """Relative error in Frobenius norm: 0.01 is what a layer's output loses on white inputs."""
    return float(np.linalg.norm(w - approximation) / np.linalg.norm(w))


def trained_like(size: int = 256, decay: float = 0.5, seed: int = 0) -> ndarray:
    """Noise plus a decaying spectrum, its rows (channels) of very unequal scale."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=(size, size)) * np.arange(1, size + 1) ** -decay @ rng.normal(size=(size, size))
    return base * rng.lognormal(0, 0.7, (size, 1))


if __name__ == "__main__":
    w = trained_like()
    for bits in (8, 4):
        tensor, channel = (error(w, quantize(w, bits, each)) for each in (False, True))
        print(f"{bits} bits: per tensor {tensor:.3f}, per channel {channel:.3f}")
    for keep, rank in ((0.5, 64), (0.1, 13)):
        print(f"{keep:.0%} of the weights: pruned {error(w, prune(w, keep)):.2f}", end=", ")
        print(f"rank {rank} {error(w, low_rank(w, rank)):.2f}")
    teacher = np.array([4.0, 2.0, 0.0])
    print("teacher at T = 1 and 4:", *(softmax(teacher / t).round(2) for t in (1, 4)))
    print("loss of a student without opinion at T = 4:", round(distillation(np.zeros(3), teacher, 4), 2))
