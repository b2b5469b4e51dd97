from collections import Counter
from collections.abc import Sequence
from math import exp, log


def runs(items: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """Every run of n neighboring items (words or characters), with its count."""
    return Counter(tuple(items[i : i + n]) for i in range(len(items) - n + 1))


def bleu(outputs: list[str], references: list[str], order: int = 4) -> float:
    """Corpus BLEU, 0 to 100: clipped matches are summed over sentences before any division."""
    pairs = [(a.split(), b.split()) for a, b in zip(outputs, references, strict=True)]
    precisions = []
    for n in range(1, order + 1):
        counts = [(runs(a, n), runs(b, n)) for a, b in pairs]
        matched = sum((a & b).total() for a, b in counts)  # & keeps the smaller count: clipping
        precisions.append(matched / max(1, sum(a.total() for a, _ in counts)))
    if min(precisions) == 0:
        return 0.0
    written, wanted = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    brevity = min(1.0, exp(1 - wanted / written))
    return 100 * brevity * exp(sum(log(p) for p in precisions) / order)


def chrf(output: str, reference: str, order: int = 6, beta: float = 2.0) -> float:
    """Character F-score, 0 to 100: precision and recall averaged over run lengths 1 to 6."""
    a, b = ("".join(text.split()) for text in (output, reference))
    orders = range(1, min(order, len(a), len(b)) + 1)
    matched = [(runs(a, n) & runs(b, n)).total() for n in orders]
    precision = sum(m / (len(a) - n + 1) for m, n in zip(matched, orders, strict=True)) / max(1, len(orders))
    recall = sum(m / (len(b) - n + 1) for m, n in zip(matched, orders, strict=True)) / max(1, len(orders))
    weighted = beta**2 * precision + recall
    return 100 * (1 + beta**2) * precision * recall / weighted if weighted else 0.0


if __name__ == "__main__":
    reference = "the cat sat on the mat"
    for output in ("the cat sat on a mat", "the cats sat on the mats", "the cat", "on the mat sat the cat"):
        print(f"BLEU {bleu([output], [reference]):5.1f}  chrF {chrf(output, reference):5.1f}  {output}")
