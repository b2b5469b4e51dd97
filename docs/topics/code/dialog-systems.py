from dataclasses import dataclass, field

NEEDED = ("place", "people", "day")
Heard = dict[str, tuple[str, float]]  # slot: value, probability that it is right


@dataclass
class State:
    """What the user wants, how sure we are, and what the user has confirmed."""

    slots: Heard = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)


def track(state: State, heard: Heard, confirms: str = "") -> State:
    """The state after one turn: a new value replaces the old and must be confirmed again."""
    kept = {s for s in state.confirmed if heard.get(s, state.slots[s])[0] == state.slots[s][0]}
    return State({**state.slots, **heard}, kept | ({confirms} if confirms else set()))


def threshold(error_cost: float) -> float:
    """Probability above which accepting beats confirming; costs in turns, above 1.

    Accepting costs (1 - p) * error_cost; confirming 1 turn and, after a "no", 1 more.
    """
    return 1 - 1 / (error_cost - 1)


def policy(state: State, error_cost: float) -> str:
    """The next act: ask for what is missing, confirm what is doubtful, else book."""
    for slot in NEEDED:
        if slot not in state.slots:
            return f"ask({slot})"
    for slot in NEEDED:
        value, p = state.slots[slot]
        if slot not in state.confirmed and p < threshold(error_cost):
            return f"confirm({slot}={value})"
    return "book(" + ", ".join(state.slots[slot][0] for slot in NEEDED) + ")"


def joint_accuracy(turns: int, breaks: float, mends: float) -> list[float]:
    """Chance that the whole state is right, turn by turn; a turn breaks it, or mends a broken one."""
    right = [1 - breaks]
    while len(right) < turns:
        right.append(right[-1] * (1 - breaks) + (1 - right[-1]) * mends)
    return right


if __name__ == "__main__":
    turns: list[tuple[str, Heard, str]] = [
        ("a table at Lupo for four", {"place": ("Lupo", 0.97), "people": ("4", 0.80)}, ""),
        ("Friday", {"day": ("Friday", 0.95)}, ""),
        ("no, five", {"people": ("5", 0.90)}, ""),
    ]
    state = State()
    for said, heard, confirms in turns:
        state = track(state, heard, confirms)
        print(f"{said:25} -> {policy(state, error_cost=10)}")
    print(f"threshold for a wrong booking worth 10 turns: {threshold(10):.2f}, 30 turns: {threshold(30):.2f}")
    print("whole state right at turn 10:", [round(joint_accuracy(10, 0.05, m)[-1], 2) for m in (0, 0.3)])
