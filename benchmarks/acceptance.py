"""What the design demands of a library of 10,000 and of 100,000 briefings, beside what was measured."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Taken = Mapping[str, float]
"""Figures of Readout by their names, in the units of `benchmarks.library`."""


class Demand(NamedTuple):
    """One row: what is asked, in words; what the prototype did; the figure in words, and whether it is met."""

    figure: str
    asked: str
    prototype: str
    found: Callable[[Taken], str]
    is_met: Callable[[Taken], bool]


def rows(of: Mapping[int, Taken]) -> list[tuple[str, str, str, str, str]]:
    """Return the table: figure, demand, Readout, prototype, whether met. `of` are the figures by the library's size."""
    made = [_row(demand, of[10_000]) for demand in _OF_10_000] if 10_000 in of else []
    if 100_000 in of:
        made += [_row(demand, of[100_000]) for demand in _OF_100_000]
    return made + [(figure, asked, "make faults", prototype, "") for figure, asked, prototype in _BY_FAULTS]


def _row(demand: Demand, taken: Taken) -> tuple[str, str, str, str, str]:
    if any(name not in taken for name in ("open, warm", "toggle")):
        return demand.figure, demand.asked, "not measured", demand.prototype, ""
    met = "yes" if demand.is_met(taken) else "NO"
    return demand.figure, demand.asked, demand.found(taken), demand.prototype, met


def _plain(measured: tuple[str, str, float], figure: str, asked: str, prototype: str) -> Demand:
    """`measured` are a figure's name, its unit and the most that it may be."""
    name, unit, most = measured
    return Demand(figure, asked, prototype, lambda t: f"{_said(t[name])} {unit}", lambda t: t[name] <= most)


def _said(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _toggle(of: str, prototype: str) -> Demand:
    return Demand(
        f"follow-up toggle, durable{of}",
        "≤ raw fdatasync + 1 ms",
        prototype,
        lambda t: (
            f"{_said(t['toggle'])} ms, raw {_said(t['toggle, raw'])}, more by {_said(t['toggle, more than raw'])}"
        ),
        lambda t: t["toggle, more than raw"] <= 1,
    )


_OF_10_000 = (
    _plain(("open, warm", "ms", 150), "open to 50 headlines, warm", "≤ 150 ms", "47 ms"),
    _plain(("open, evicted", "ms", 250), "open to 50 headlines, evicted", "≤ 250 ms", "49 ms"),
    _toggle("", "0.26 ms, raw 0.20"),
    Demand(
        "add a briefing, durable",
        "≤ 4 × raw fdatasync + 5 ms",
        "0.98-1.91 ms",
        lambda t: f"{_said(t['add'])} ms, raw {_said(t['add, raw'])}",
        lambda t: t["add"] <= 4 * t["add, raw"] + 5,
    ),
    Demand(
        "bytes written and waits for the disk per toggle",
        "≤ 200 B, 1",
        "57 B, 1",
        lambda t: f"{_said(t['bytes per toggle'])} B, {_said(t['syncs per toggle'])}",
        lambda t: t["bytes per toggle"] <= 200 and t["syncs per toggle"] <= 1,
    ),
    _plain(("get", "ms", 2), "open one briefing", "≤ 2 ms", "0.15 ms, unchecked"),
    _plain(("search, cache present", "ms", 150), "text search, cache present", "≤ 150 ms", "21-46 ms"),
    _plain(("search, cache missing", "ms", 1500), "text search, cache missing", "≤ 1.5 s", "533-570 ms"),
    _plain(("peak memory", "MiB", 80), "peak memory after open", "≤ 80 MB", "51 MB"),
    _plain(("poll", "µs", 50), "poll", "≤ 50 µs", "1.2 µs"),
    _plain(("foreign change", "µs", 1000), "pick up a foreign change", "≤ 1 ms", "14 µs"),
    _plain(("verify", "ms", 1000), "verify", "≤ 1 s", "0.16 s"),
    _plain(("repair, nothing but analyses left", "ms", 2000), "rebuild, nothing but analyses left", "≤ 2 s", "0.46 s"),
    _plain(("repair, catalogue lost", "ms", 2000), "repair of a lost catalogue", "≤ 2 s", "–"),
    _plain(("backup", "ms", 500), "backup", "≤ 0.5 s", "0.06 s"),
    _plain(("compaction", "ms", 250), "compaction", "≤ 0.25 s", "0.06 s"),
)

_OF_100_000 = (
    _plain(("open, warm", "ms", 1500), "100,000: open to 50 headlines", "≤ 1.5 s", "0.63 s"),
    _toggle(", 100,000", "0.30 ms"),
    _plain(("peak memory", "MiB", 500), "100,000: peak memory after open", "≤ 500 MB", "345 MB"),
)

_BY_FAULTS = (
    ("kill -9, 200 trials or more", "0 lost, 0 unreadable", "0 / 0 in 700"),
    ("power cut, 40 trials or more", "0 / 0", "0 / 0 in 110"),
    ("8 processes, 100 adds each", "800 present", "800"),
    ("disk full", "state exact, same handle goes on", "yes"),
    ("500 bit flips, 200 torn tails", "0 silent, 0 committed lost", "0 / 0"),
    ("catalogue damaged", "exact recovery", "300 of 300"),
    ("files empty, cut or gone", "refused, never empty or older", "7 of 7"),
)
