from collections.abc import Mapping
from math import log

END = "</s>"
Model = Mapping[tuple[str, ...], Mapping[str, float]]  # what is written so far -> P(next token)

TOY: Model = {
    (): {"no": 0.55, "it": 0.45},
    ("no",): {"it": 0.42, END: 0.41, "never": 0.17},
    ("no", "it"): {"is": 0.6, "was": 0.4},
    ("no", "it", "is"): {END: 1.0},
    ("no", "it", "was"): {END: 1.0},
    ("no", "never"): {END: 1.0},
    ("it",): {"is": 0.9, "was": 0.1},
    ("it", "is"): {"not": 0.9, END: 0.1},
    ("it", "is", "not"): {"raining": 0.52, "rain": 0.48},
    ("it", "is", "not", "raining"): {END: 1.0},
    ("it", "is", "not", "rain"): {END: 1.0},
    ("it", "was"): {END: 1.0},
}


def length_penalty(tokens: int, alpha: float) -> float:
    """The divisor ((5 + length) / 6) ** alpha; alpha = 0 compares plain log-probabilities."""
    return ((5 + tokens) / 6) ** alpha


def beam_search(model: Model, width: int, alpha: float) -> tuple[str, float]:
    """The finished text of the best log P / penalty (END counts as a token), and its log P."""
    open_beams: list[tuple[tuple[str, ...], float]] = [((), 0.0)]
    finished: list[tuple[tuple[str, ...], float]] = []
    while open_beams:
        grown = [((*text, t), score + log(p)) for text, score in open_beams for t, p in model[text].items()]
        best = sorted(grown, key=lambda item: -item[1])[:width]
        finished += [item for item in best if item[0][-1] == END]
        open_beams = [item for item in best if item[0][-1] != END]
    text, score = max(finished, key=lambda item: item[1] / length_penalty(len(item[0]), alpha))
    return " ".join(text[:-1]), score


if __name__ == "__main__":
    for width, alpha in ((1, 0.0), (3, 0.0), (3, 1.0)):
        text, score = beam_search(TOY, width, alpha)
        print(f"width {width}, alpha {alpha}: log P {score:.2f}  {text}")
