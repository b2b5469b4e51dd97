"""The listing and the figures of the page on content-based filtering."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import NearestCentroid, NearestNeighbors

from tests.topics import load_example

example = load_example("content-based-filtering")
TEXTS = [
    "jazz piano trio live",
    "trail running shoes",
    "piano sonata recital",
    "jazz jazz solo",
    "piano lamp",
]


def test_tf_idf_agrees_with_scikit_learn() -> None:
    found, words = example.tf_idf(TEXTS)
    vectorizer = TfidfVectorizer()
    expected = vectorizer.fit_transform(TEXTS).toarray()
    assert words == list(vectorizer.get_feature_names_out())
    assert found == pytest.approx(expected)


def test_the_factors_of_piano_and_sonata() -> None:
    assert (np.log(8 / 5) + 1, np.log(8 / 2) + 1) == pytest.approx((1.47, 2.39), abs=0.005)


def test_a_profile_without_dislikes_is_the_direction_of_the_centroid() -> None:
    liked = np.random.default_rng(0).normal(size=(6, 4))
    centroid = NearestCentroid().fit(np.vstack([liked, -liked]), [1] * 6 + [0] * 6).centroids_[1]
    profile = example.rocchio(liked, liked[:0])
    assert profile == pytest.approx(centroid / np.linalg.norm(centroid))


def test_dislikes_push_away_by_gamma() -> None:
    liked, disliked = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    assert example.rocchio(liked, disliked) == pytest.approx(np.array([0.75, -0.15]) / np.hypot(0.75, 0.15))


def test_nearest_is_the_cosine_to_the_nearest_neighbor() -> None:
    rng = np.random.default_rng(1)
    items, liked = example.unit(rng.normal(size=(30, 5))), example.unit(rng.normal(size=(4, 5)))
    distance, _ = NearestNeighbors(n_neighbors=1, metric="cosine").fit(liked).kneighbors(items)
    assert example.nearest(items, liked) == pytest.approx(1 - distance[:, 0])


def test_zero_stays_zero() -> None:
    assert example.unit(np.zeros((2, 3))).tolist() == np.zeros((2, 3)).tolist()


def test_the_mean_of_two_tastes_loses_to_the_nearest_like() -> None:
    texts = ["jazz piano trio live", "trail running shoes", "piano sonata recital"]
    items, _ = example.tf_idf(
        [*texts, "jazz piano solo", "trail running watch", "rock guitar live", "piano lamp"]
    )
    profile = example.rocchio(items[:2], items[2:3])
    watch = cosine_similarity(items[4:5], np.vstack([profile, items[1]]))[0]
    assert watch == pytest.approx([0.41, 0.58], abs=0.005)


def test_nineteen_thrillers_and_a_cookbook() -> None:
    thriller, cookbook = np.eye(2)
    liked = np.vstack([np.tile(thriller, (19, 1)), cookbook])
    profile = example.rocchio(liked, liked[:0])
    assert profile[1] / profile[0] == pytest.approx(1 / 19)
    assert example.nearest(np.eye(2), liked).tolist() == [1, 1]
