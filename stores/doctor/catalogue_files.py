"""What is wrong with the files of a catalogue: the snapshot, the journal, the generation before, the history."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from stores.doctor.body_files import label
from stores.doctor.finding import Finding
from stores.doctor.remains import BadBytes, LogFile, Remains
from stores.doctor.salvage import Salvaged
from stores.journal import witness
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL
from stores.journal.rows import Rows
from stores.journal.snapshot import SCHEMA


def newer(remains: Remains) -> Finding | None:
    """Return the finding that a newer Readout wrote the library, None where none did."""
    for file in (remains.snapshot, remains.journal):
        if file.newer is not None:
            what = (
                f"was written by a newer Readout (schema {file.newer}, this one knows {SCHEMA}): open it with that one"
            )
            return Finding(file.name, what, "", damage=False)
    return None


def faults(remains: Remains, made: Salvaged, kind: str = "library") -> Iterator[Finding]:
    """Yield the damage that keeps the library shut, or from being written; `made` is what a repair makes of it.

    `kind` is what is kept in the catalogue, if it is not the library's own.
    """
    snapshot, journal = remains.snapshot, remains.journal
    repair = told(made)
    if snapshot.wrong is not None:
        yield Finding(CATALOGUE, f"{snapshot.wrong}: the {kind} cannot be opened", repair, damage=True)
    elif snapshot.held is not None and journal.base is not None and journal.base > snapshot.held.seq:
        what = f"ends with change {snapshot.held.seq}, and the journal begins after change {journal.base}"
        yield Finding(CATALOGUE, what, repair, damage=True)
    if journal.wrong is not None:
        what = f"{journal.wrong}, with the changes since {CATALOGUE} was written"
        yield Finding(JOURNAL, what, repair, damage=True)
        return
    for bad in journal.bad:
        where = f"{JOURNAL}, bytes {bad.start} to {bad.end}"
        yield Finding(where, _bad_line(bad, made, kind), repair if bad.may_be_a_commit else _NOTHING_LOST, damage=True)
    yield from _incomplete(remains, repair)


def remarks(remains: Remains, made: Salvaged) -> Iterator[Finding]:
    """Yield what is wrong with what a library can do without for now: the generation before, the history, the rest."""
    if remains.journal.torn is not None:
        size = remains.journal.torn.end - remains.journal.torn.start
        what = f"ends in {size} bytes of a change that was never acknowledged"
        yield Finding(JOURNAL, what, "They are cut off, as the next change does too.", damage=False)
    yield from _generation_before(remains)
    yield from _history(remains, made)


def unsound_witness(directory: Path, remains: Remains) -> Iterator[Finding]:
    """Yield the remark that the witness in `directory` says something and cannot be read."""
    try:
        content = (directory / witness.NAME).read_bytes()
    except OSError:
        return
    if content and not remains.acknowledged:
        what = "cannot be read: a cut journal would look whole until the next change"
        yield Finding(witness.NAME, what, "It is written anew.", damage=False)


def told(made: Salvaged) -> str:
    """Return in a sentence or two of what the catalogue is made anew, and what is lost."""
    source = f"{made.source} and " if made.source else ""
    if made.is_exact:
        return f"The catalogue is made anew from {source}the journals, exactly as it was."
    return f"The catalogue is made anew from {source}the changes that are left. {_loss(made)}"


def _loss(made: Salvaged) -> str:
    parts = []
    if made.lost:
        parts.append(f"{numbers(made.lost)} {'is' if len(made.lost) == 1 else 'are'} lost")
    if not made.certain:
        parts.append("changes of which there is no trace may be lost" if not made.lost else "perhaps others too")
    if made.adopted:
        heads = made.tables["heads"]
        named = ", ".join(label(id, heads) for id in made.adopted[:_NAMED_AT_MOST])
        more = f" and {len(made.adopted) - _NAMED_AT_MOST} more" if len(made.adopted) > _NAMED_AT_MOST else ""
        parts.append(f"taken from the analyses, without what was done to them: {named}{more}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def numbers(lost: Sequence[int]) -> str:
    """Return the numbers of changes in words: "change 7", "changes 7 to 9, 12"."""
    runs: list[list[int]] = []
    for number in lost:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"change{'s' if len(lost) > 1 else ''} {words}"


_NAMED_AT_MOST = 20
_NOTHING_LOST = "It is written anew. Nothing is lost."


def _bad_line(bad: BadBytes, made: Salvaged, kind: str) -> str:
    if bad.start == 0:
        return f"is damaged in its first line: the {kind} is open for reading only"
    if not bad.may_be_a_commit:
        what = "in one bit, which its checksum tells" if bad.is_told else "in a line end"
        return f"is damaged {what}: the {kind} is open for reading only"
    heads = made.tables.get("heads", Rows())
    about = f" It was about {', '.join(label(id, heads) for id in bad.ids)}." if bad.ids else ""
    return f"holds a change that can no longer be read: the {kind} is open for reading only.{about}"


def _incomplete(remains: Remains, repair: str) -> Iterator[Finding]:
    journal = remains.journal
    if any(bad.may_be_a_commit for bad in journal.bad):
        return  # what is missing stood there
    if journal.base is None and not journal.bad:
        yield Finding(JOURNAL, "is cut off" if not journal.lines else "lacks its beginning", repair, damage=True)
        return
    expected = journal.base + 1 if journal.base is not None else None
    for line in journal.lines:
        if expected is not None and line.seq != expected:
            yield Finding(JOURNAL, f"lacks what came before change {line.seq}", repair, damage=True)
        expected = line.seq + 1
    lacking = remains.last - journal.last
    if lacking > 0:
        what = f"lacks the last {lacking} changes" if lacking > 1 else "lacks the last change"
        yield Finding(JOURNAL, what, repair, damage=True)


def _generation_before(remains: Remains) -> Iterator[Finding]:
    snapshot, journal = remains.earlier_snapshot, remains.earlier_journal
    repair = "It is made anew from the catalogue of today."
    for file in (snapshot, journal):
        bad = file.wrong if file.wrong is not None else "is damaged" if isinstance(file, LogFile) and file.bad else None
        if bad is None or (bad == "is missing" and not remains.journal.base):
            continue
        what = f"{bad}: it would be needed if {CATALOGUE} were damaged"
        yield Finding(file.name, what, repair, damage=bad != "is missing")


def _history(remains: Remains, made: Salvaged) -> Iterator[Finding]:
    history, base = remains.history, remains.journal.base or 0
    if not remains.keeps_history:
        return
    if history.wrong is not None:
        if base or history.wrong != "is missing":
            what = f"{history.wrong}: what was done before change {base + 1} can no longer be told or taken back"
            yield Finding(HISTORY, what, _history_anew(made, range(1, base + 1)), damage=True)
        return
    gaps = remains.gaps
    for bad in history.bad:
        where = f"{HISTORY}, bytes {bad.start} to {bad.end}"
        yield Finding(where, "is damaged", _history_anew(made, gaps), damage=True)
    if gaps and not history.bad:
        what = f"lacks {numbers(gaps)}: nothing else is missing for it"
        yield Finding(HISTORY, what, _history_anew(made, gaps), damage=True)
    if history.torn is not None:
        what = "ends in a line that was never written whole: nothing is missing for it"
        yield Finding(HISTORY, what, "It is written anew.", damage=False)


def _history_anew(made: Salvaged, gaps: Sequence[int]) -> str:
    lost = [number for number in gaps if number not in made.lines]
    if not lost:
        return _NOTHING_LOST
    return (
        f"It is written anew without {numbers(lost)}, which can no longer be told or taken back. No briefing is lost."
    )
