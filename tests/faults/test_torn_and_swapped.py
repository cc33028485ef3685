"""What a crash leaves behind the last line is cut off; files that are gone, cut, or of another day are refused."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from briefings import numbered
from specimens import everything, files, is_told, reading, specimen
from trials import trials

from stores import Library, LibraryError
from stores.journal.framing import framed
from stores.journal.layout import CATALOGUE, JOURNAL


def tails(chance: random.Random) -> Iterator[bytes]:
    """Yield what may stand after the last line: beginnings of a line, NULs, junk, mixtures, with a line end or not."""
    while True:
        line = framed(
            b'{"seq":999,"do":[["D","heads","x"]],"un":[["P",{"note":"%s"}]]}' % (b"x" * chance.randrange(300))
        )
        part = line[: chance.randrange(1, len(line))]
        junk = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 200)))
        nulls = b"\0" * chance.randrange(1, 5000)
        yield from (
            part,
            nulls,
            junk.replace(b"\n", b""),
            junk + b"\n" + junk,
            part + nulls,
            part + junk + b"\n",
            line[:-1],
        )


def test_what_stands_behind_the_last_line_costs_nothing_before_it(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    directory = specimen(tmp_path / "library")
    before = reading(directory)
    assert isinstance(before, dict)
    sound = {file: file.read_bytes() for file in files(directory)}
    journal = directory / JOURNAL
    met: Counter[str] = Counter()
    count = trials(40, 400)
    for tail, _ in zip(tails(random.Random(11)), range(count), strict=False):
        journal.write_bytes(sound[journal] + tail)
        if b"\n" in tail:
            with Library.open(directory) as library:
                assert library.damage is not None
                assert everything(library) == before
                with pytest.raises(LibraryError, match="for reading only"):
                    library.add(numbered(99))
            assert journal.read_bytes() == sound[journal] + tail
            met["with a line end, told and left as they are"] += 1
        else:
            assert reading(directory) == before
            with Library.open(directory) as library:
                assert everything(library) == before
                id = library.add(numbered(99))
            assert journal.read_bytes().startswith(sound[journal])
            with Library.open(directory) as library:
                assert library.damage is None
                assert library.get(id) == numbered(99)
                assert library.undo(anyones=True) is not None
                assert library.entries() == before["entries"]
            met["cut off by the next change"] += 1
        shutil.rmtree(directory)
        for file, content in sound.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    figures = ", ".join(f"{number} {what}" for what, number in met.items())
    counted(f"torn tails: {count}: {figures}; committed lost 0, overwritten 0")


def other_contents(sound: bytes, earlier: list[bytes], chance: random.Random) -> Iterator[tuple[str, bytes | None]]:
    """Yield what might be in a file instead of what was written there, with its name; None for no file."""
    yield "missing", None
    yield "empty", b""
    yield "{}", b"{}"
    yield "NULs", b"\0" * len(sound)
    for _ in range(trials(3, 60)):
        if len(sound) > 1:
            yield "truncated", sound[: chance.randrange(1, len(sound))]
    ends = [at + 1 for at, byte in enumerate(sound) if byte == 10][:-1]
    for end in ends if trials(0, 1) else chance.sample(ends, min(5, len(ends))):
        yield "truncated at a line end", sound[:end]
        yield "beheaded at a line end", sound[end:]
    for content in earlier:
        if content != sound:
            yield "older", content


def test_files_that_are_gone_cut_or_of_another_day_are_never_taken_for_the_library(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    chance = random.Random(5)
    older = [specimen(tmp_path / f"{n}", until=n) for n in (10, 20, 30, 39)]
    directory = specimen(tmp_path / "library")
    before = reading(directory)
    assert isinstance(before, dict)
    met: Counter[str] = Counter()
    for file in files(directory):
        sound = file.read_bytes()
        earlier = [copy.read_bytes() for there in older if (copy := there / file.relative_to(directory)).exists()]
        for what, content in other_contents(sound, earlier, chance):
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content)
            after = reading(directory)
            if isinstance(after, str):
                met["refused or told at once"] += 1
            elif is_told(directory):
                assert file.name not in (CATALOGUE, JOURNAL), f"{file}: {what} is opened"
                met["told by the doctor"] += 1
            else:
                assert after == before, f"{file}: {what} is silent"
                met["harmless"] += 1
            file.write_bytes(sound)
    figures = ", ".join(f"{number} {what}" for what, number in met.items())
    counted(f"files gone, empty, cut or older: {sum(met.values())}: {figures}, silent 0")
