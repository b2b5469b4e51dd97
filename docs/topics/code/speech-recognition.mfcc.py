import numpy as np
from numpy import ndarray
from scipy.fft import dct


def mel(hz: ndarray | float) -> ndarray:
    """Pitch in mels: near linear below 1,000 Hz, logarithmic above."""
    return 2595 * np.log10(1 + np.asarray(hz) / 700)


def filters(n: int, n_fft: int, rate: int) -> ndarray:
    """Triangular filters, equally wide in mels, over the n_fft / 2 + 1 bins of a spectrum."""
    edges = 700 * (10 ** (np.linspace(0, mel(rate / 2), n + 2) / 2595) - 1)
    hz = np.linspace(0, rate / 2, n_fft // 2 + 1)
    low, mid, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.clip(np.minimum((hz - low) / (mid - low), (high - hz) / (high - mid)), 0, None)


def mfcc(sound: ndarray, rate: int = 16_000, n_mels: int = 40, n_keep: int = 13) -> ndarray:
    """One row of coefficients for each 10 ms, from windows of 25 ms."""
    width, hop, n_fft = rate // 40, rate // 100, 512
    starts = range(0, len(sound) - width + 1, hop)
    frames = np.array([sound[s : s + width] for s in starts]) * np.hamming(width)
    power = np.abs(np.fft.rfft(frames, n_fft)) ** 2 / n_fft
    return dct(np.log(power @ filters(n_mels, n_fft, rate).T + 1e-10), norm="ortho")[:, :n_keep]


if __name__ == "__main__":
    noise = np.random.default_rng(0).normal(size=16_000)
    quiet, loud = mfcc(noise), mfcc(2 * noise)
    print("one second, 16,000 samples ->", quiet.shape)
    print("mels at 400, 500, 4,000, 4,100 Hz:", mel(np.array([400, 500, 4_000, 4_100])).round())
    print("louder by 2 moves coefficient 0 by", round(float((loud - quiet)[:, 0].mean()), 2))
    print("and the others by", round(float(abs(loud - quiet)[:, 1:].max()), 2))
