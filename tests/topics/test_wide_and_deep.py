"""Parameter counts and interactions against scikit-learn's layers and explicit sums."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import PolynomialFeatures

from tests.topics import load_example

wide = load_example("wide-and-deep")

VECTORS = hnp.arrays(float, st.tuples(st.integers(2, 8), st.integers(1, 5)), elements=st.floats(-3, 3))


@given(VECTORS)
def test_the_linear_time_sum_is_the_sum_over_pairs(v: np.ndarray) -> None:
    explicit = sum(float(a @ b) for a, b in combinations(v, 2))
    assert wide.all_pairs(v) == pytest.approx(explicit, abs=1e-9)


def test_a_factorization_machine_is_a_polynomial_with_factored_weights() -> None:
    rng = np.random.default_rng(0)
    v, x = rng.normal(size=(6, 3)), rng.normal(size=6)
    products = PolynomialFeatures(2, interaction_only=True, include_bias=False).fit_transform(x[None])[0, 6:]
    weights = np.array([a @ b for a, b in combinations(v, 2)])
    assert wide.all_pairs(v * x[:, None]) == pytest.approx(float(products @ weights))


@pytest.mark.parametrize("widths", [(5, 7, 1), (13, 512, 256, 1), (3, 4, 4, 4, 1)])
def test_dense_layers_have_as_many_weights_as_in_scikit_learn(widths: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    model = MLPClassifier(hidden_layer_sizes=widths[1:-1], max_iter=1)
    model.partial_fit(rng.normal(size=(4, widths[0])), np.array([0, 1, 0, 1]), classes=[0, 1])
    assert wide.mlp(*widths) == sum(w.size for w in [*model.coefs_, *model.intercepts_])


@given(st.integers(1, 4), st.integers(2, 5), st.integers(0, 10_000))
@settings(deadline=None)
def test_each_cross_layer_raises_the_degree_by_one(layers: int, width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x0 = rng.normal(size=width)
    w = rng.normal(size=(layers, width, width))

    def output(scale: float) -> float:
        x = start = scale * x0
        for one in w:
            x = wide.cross_layer(start, x, one, np.zeros(width))
        return float(x[0])

    # Along a ray the output is a polynomial; differences of order degree + 1 vanish, those of its degree don't.
    values = np.array([output(s) for s in range(layers + 4)])
    assert np.abs(np.diff(values, layers + 2)).max() < 1e-6 * np.abs(values).max()
    if np.abs(np.diff(values, layers + 1)).max() < 1e-9:
        pytest.fail("the highest degree is missing")


def test_the_pages_cross_layer_puts_the_product_of_two_inputs_into_the_first() -> None:
    x0 = np.array([2.0, 3.0])
    np.testing.assert_array_equal(
        wide.cross_layer(x0, x0, np.array([[0, 1], [0, 0]]), np.zeros(2)), [2 * 3 + 2, 3]
    )


def test_counts_are_those_of_the_arrays_one_would_allocate() -> None:
    ids, fields, numbers, size, hidden, crosses, rank = 50, 3, 2, 4, (6, 5), 70, 2
    d = fields * size + numbers

    def dense(*shapes: tuple[int, ...]) -> int:
        return sum(np.empty(shape).size for shape in shapes)

    deep = dense((d, 6), (6,), (6, 5), (5,), (5, 1), (1,))
    layer = dense((d, d), (d,))
    low_rank = dense((d, rank), (rank, d), (d,))
    bottom = dense((numbers, 6), (6,), (6, 5), (5,), (5, size), (size,))
    pairs = len(list(combinations(range(fields + 1), 2)))
    top = dense((pairs + size, 6), (6,), (6, 5), (5,), (5, 1), (1,))
    assert wide.parameters(ids, fields, numbers, size, hidden, crosses, rank) == {
        "logistic regression": (ids, numbers + 1),
        "  with hashed crosses": (ids + crosses, numbers + 1),
        "factorization machine": (dense((ids,), (ids, size)), dense((numbers,), (1,), (numbers, size))),
        "wide and deep": (dense((ids, size), (crosses,)), deep),
        "DeepFM": (dense((ids,), (ids, size)), deep + numbers + 1),
        "DCN-v2, 3 layers": (ids * size, 3 * layer + deep),
        "DCN-v2, rank 2": (ids * size, 3 * low_rank + deep),
        "DLRM": (ids * size, bottom + top),
    }


def test_low_rank_saves_only_below_half_the_width() -> None:
    def dense(rank: int) -> int:
        return int(wide.parameters(1, 4, 0, 10, (8,), 0, rank)[f"DCN-v2, rank {rank}"][1])

    full = wide.parameters(1, 4, 0, 10, (8,), 0, 1)["DCN-v2, 3 layers"][1]
    assert dense(19) < full == dense(20) < dense(21)
