from collections import Counter

Word = tuple[str, ...]  # a word as the symbols it is cut into
Merge = tuple[str, str]
END = "_"  # marks the end of a word, so that "est_" is a suffix and "est" is not


def pair_counts(words: dict[Word, int]) -> Counter[Merge]:
    """How often two symbols stand side by side, each word weighted by its count."""
    counts: Counter[Merge] = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += count
    return counts


def merge(word: Word, pair: Merge) -> Word:
    """The word with every occurrence of the pair joined, from left to right."""
    joined: list[str] = []
    for symbol in word:
        if joined and (joined[-1], symbol) == pair:
            joined[-1] += symbol
        else:
            joined.append(symbol)
    return tuple(joined)


def learn(counts: dict[str, int], merges: int) -> list[Merge]:
    """The most frequent pair, joined, again and again; the first one seen wins a tie."""
    words, learned = {(*word, END): count for word, count in counts.items()}, []
    while len(learned) < merges and (pairs := pair_counts(words)):
        learned.append(max(pairs, key=pairs.__getitem__))
        words = {merge(word, learned[-1]): count for word, count in words.items()}
    return learned


def encode(word: str, merges: list[Merge]) -> Word:
    """Any word, cut by replaying the merges in the order in which they were learned."""
    symbols: Word = (*word, END)
    for pair in merges:
        symbols = merge(symbols, pair)
    return symbols


if __name__ == "__main__":
    merges = learn({"low": 5, "lower": 2, "newest": 6, "widest": 3}, merges=10)
    print("merges:", " ".join("".join(pair) for pair in merges))
    for word in ("newest", "lowest", "slower", "wildest"):
        print(f"{word:8}", " | ".join(encode(word, merges)))
