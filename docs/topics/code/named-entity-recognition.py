Span = tuple[str, int, int]  # type, first token, token after the last


def spans(tags: list[str], repair: bool = True) -> set[Span]:
    """Spans of a BIO sequence. An I with nothing to continue opens a span, or is dropped."""
    found: set[Span] = set()
    kind, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind and (mark != "I" or name != kind):
            found.add((kind, start, i))
            kind = ""
        if mark == "B" or (mark == "I" and not kind and repair):
            kind, start = name, i
    return found


def bilou(tags: list[str]) -> list[str]:
    """The same spans with the last token (L) and spans of one token (U) marked."""
    out = ["O"] * len(tags)
    for kind, first, stop in spans(tags):
        marks = "U" if stop - first == 1 else "B" + "I" * (stop - first - 2) + "L"
        out[first:stop] = [f"{mark}-{kind}" for mark in marks]
    return out


def f1(gold: list[set[Span]], found: list[set[Span]]) -> tuple[float, float, float]:
    """Strict precision, recall and F1: a span counts if type and both ends agree."""
    hits = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    n_gold, n_found = sum(map(len, gold)), sum(map(len, found))
    return hits / max(n_found, 1), hits / max(n_gold, 1), 2 * hits / max(n_gold + n_found, 1)


if __name__ == "__main__":
    words = "Ms Ada Lovelace of Bank of Montreal flew to Montreal in May".split()
    gold = "O B-PER I-PER O B-ORG I-ORG I-ORG O O B-LOC O O".split()
    tagged = "O B-PER I-PER O I-ORG O B-LOC O O B-LOC O O".split()
    same = sum(g == t for g, t in zip(gold, tagged, strict=True))
    print("bilou:", *bilou(gold)[:7])
    for repair in (True, False):
        found = spans(tagged, repair)
        shown = sorted((first, kind, " ".join(words[first:stop])) for kind, first, stop in found)
        print(f"repair={repair}:", *(f"{kind}({text})" for _, kind, text in shown))
        print("  precision {:.2f}, recall {:.2f}, F1 {:.2f}".format(*f1([spans(gold)], [found])))
    print(f"tokens right: {same} of {len(gold)}")
