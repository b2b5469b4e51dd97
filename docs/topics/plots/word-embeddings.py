"""Each word of the toy corpus by its cosine with two others, and "bank" in two contexts."""

TITLE = "One vector for “bank” lies between its two senses; two neighbors move it to one side"
DESCRIPTION = (
    "Words by their cosine with loan and with fish. Money words lie at the lower right, near 1 and 0; river words at the "
    "upper left; kitchen words at the origin. The single vector of bank lies between, at 0.8 and 0.6. Mixed with cash and "
    "teller it moves to 0.9 and 0.3, with mud and reeds to 0.4 and 0.9."
)


def draw(axes, listing):
    index, counts = listing.cooccurrence(listing.corpus(6_000), window=4)
    v = listing.vectors(listing.shifted_ppmi(counts), dim=3)
    loan, fish = v[index["loan"]], v[index["fish"]]
    for (topic, words), mark in zip(listing.TOPICS.items(), "os^"):
        rows = [v[index[w]] for w in words if w != "bank"]
        axes.plot([r @ loan for r in rows], [r @ fish for r in rows], marker=mark, markersize=8, linestyle="none", label=f"{topic} words")
    bank = v[index["bank"]]
    axes.plot(bank @ loan, bank @ fish, marker="D", markersize=9, linestyle="none", color="ink")
    axes.text(bank @ loan + 0.04, bank @ fish, "bank", color="ink", va="center")
    for sentence, dx, dy in (("cash bank teller", -0.1, -0.12), ("mud bank reeds", 0.0, 0.09)):
        moved = listing.in_context(v, index, sentence, "bank")
        axes.annotate("", (moved @ loan, moved @ fish), (bank @ loan, bank @ fish), arrowprops={"arrowstyle": "->", "color": "muted"})
        axes.plot(moved @ loan, moved @ fish, marker="D", markersize=7, linestyle="none", color="muted")
        axes.text(moved @ loan + dx, moved @ fish + dy, sentence, color="muted", ha="center", fontsize=12)
    axes.set(xlabel="cosine with “loan”", ylabel="cosine with “fish”", xlim=(-0.1, 1.15), ylim=(-0.1, 1.15))
    axes.legend(loc="center left", bbox_to_anchor=(0.0, 0.55))
