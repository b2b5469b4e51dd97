import numpy as np
from numpy import ndarray

RECALLS = np.linspace(0, 1, 101)  # the grid of the COCO benchmark


def iou(a: ndarray, b: ndarray) -> ndarray:
    """Intersection over union of every box in a (n x 4) with every one in b; x1, y1, x2, y2."""
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    overlap = np.prod(np.clip(high - low, 0, None), axis=2)
    area_a, area_b = (np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) for boxes in (a, b))
    return overlap / (area_a[:, None] + area_b[None, :] - overlap)


def nms(boxes: ndarray, scores: ndarray, limit: float) -> list[int]:
    """Rows to keep, best first: a box goes if a kept one overlaps it by more than `limit`."""
    overlap, kept = iou(boxes, boxes), []
    for row in np.argsort(-scores, kind="stable"):
        if not kept or overlap[row, kept].max() <= limit:
            kept.append(int(row))
    return kept


def hits(found: ndarray, true: ndarray, limit: float) -> ndarray:
    """For one image's boxes, best first: does each take a true box that is still free?"""
    overlap, right = iou(found, true), np.zeros(len(found), dtype=bool)
    for row in range(len(found)):
        best = overlap[row].argmax()
        if overlap[row, best] >= limit:
            right[row], overlap[:, best] = True, -1.0
    return right


def average_precision(scores: ndarray, right: ndarray, objects: int) -> float:
    """Area under precision against recall over all images' boxes, `objects` true ones in all."""
    right = right[np.argsort(-scores, kind="stable")]
    precision, recall = right.cumsum() / np.arange(1, len(right) + 1), right.cumsum() / objects
    envelope = np.append(np.maximum.accumulate(precision[::-1])[::-1], 0.0)
    return float(envelope[np.searchsorted(recall, RECALLS - 1e-12)].mean())


if __name__ == "__main__":
    true = np.array([[10, 10, 50, 90], [40, 12, 80, 92], [120, 40, 136, 56]])
    boxes = [[12, 12, 52, 92], [8, 4, 50, 88], [60, 20, 140, 100], [42, 10, 82, 92], [124, 44, 140, 60]]
    found, scores = np.array(boxes), np.array([0.95, 0.90, 0.70, 0.60, 0.55])
    print("best overlap with a true box:", iou(found, true).max(axis=1).round(2).tolist())
    for limit in (0.9, 0.5, 0.1):
        kept = nms(found, scores, limit)
        ap = [average_precision(scores[kept], hits(found[kept], true, t), len(true)) for t in (0.35, 0.75)]
        print(f"suppress above {limit}: keeps {kept}, AP@0.35 {ap[0]:.2f}, AP@0.75 {ap[1]:.2f}")
