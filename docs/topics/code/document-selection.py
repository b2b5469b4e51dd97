from collections import Counter

import numpy as np

Index = dict[str, dict[int, int]]  # word -> {document: count}, its posting list


def build(documents: list[list[str]]) -> Index:
    """The inverted index of tokenized documents."""
    index: Index = {}
    for number, words in enumerate(documents):
        for word, count in Counter(words).items():
            index.setdefault(word, {})[number] = count
    return index


def tf_idf(index: Index, lengths: np.ndarray, query: list[str]) -> np.ndarray:
    """Cosine of query and documents, weights tf * (1 + ln((1 + N) / (1 + df)))."""
    n, squared, dot = len(lengths), np.zeros(len(lengths)), np.zeros(len(lengths))
    asked, query_squared = Counter(query), 0.0
    for word, postings in index.items():
        idf = 1 + np.log((1 + n) / (1 + len(postings)))
        query_squared += (asked[word] * idf) ** 2
        for document, count in postings.items():
            squared[document] += (count * idf) ** 2
            dot[document] += count * idf * asked[word] * idf
    return dot / np.sqrt(squared * query_squared)


def bm25_weight(tf, idf, length, mean_length, k1=1.2, b=0.75):
    """One word's score: grows with tf, never beyond idf * (k1 + 1)."""
    return idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean_length))


def bm25(index: Index, lengths: np.ndarray, query: list[str]) -> np.ndarray:
    """BM25 of every document: reads the posting lists of the query's words and nothing else."""
    scores, n = np.zeros(len(lengths)), len(lengths)
    for word in query:
        postings = index.get(word, {})
        idf = np.log(1 + (n - len(postings) + 0.5) / (len(postings) + 0.5))
        for document, count in postings.items():
            scores[document] += bm25_weight(count, idf, lengths[document], lengths.mean())
    return scores


if __name__ == "__main__":
    texts = ["reset your password", "password rules password length password age"]
    texts += ["reset the router", "how to reset a forgotten password in the app or on the web"]
    texts += ["change your email", "update the router in the app"]
    documents = [text.split() for text in texts]
    index, lengths = build(documents), np.array([len(words) for words in documents])
    print("reset ->", index["reset"], " password ->", index["password"])
    for score in (tf_idf, bm25):
        print(f"{score.__name__:7}", score(index, lengths, ["reset", "password"]).round(2))
