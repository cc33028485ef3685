"""Names of stakeholders in the configuration, in the desk: what it shows and finds has them, what it keeps has not."""

import sys
import time
from pathlib import Path

from briefings import numbered

from benchmarks.terminal import Terminal
from briefing import sample
from briefing.intake import Incoming, Original
from stores import Library
from tui.configuration import configuration_file
from tui.desk.session import Session
from tui.keeping import Made

NAME = sample.briefing().stakeholders[0].name
GIVEN = {"A party of my own": (NAME,)}


def test_the_sample_is_shown_under_the_names_and_kept_without_them(tmp_path: Path) -> None:
    with Library.open(tmp_path, aliases=lambda: GIVEN) as library:
        session = Session(library)
        assert session.briefing.stakeholders[0].name == "A party of my own"
        session.keep_sample()
        assert session.briefing.stakeholders[0].name == "A party of my own"
        assert library.analysis(session.id or "") == sample.briefing()


def test_an_added_briefing_and_a_search_beside_the_keys_have_the_names(tmp_path: Path) -> None:
    made = numbered(1)
    with Library.open(tmp_path, aliases=lambda: {"City of Port": (made.stakeholders[0].name,)}) as library:
        session = Session(library)
        session.keep(Made(Incoming(made.article, Original(b"", "text")), made))
        assert session.briefing.stakeholders[0].name == "City of Port"
        assert len(session.search('stakeholder:"City of Port"', limit=5)) == 1
        session.close()


def test_the_desk_reads_them_and_what_is_wrong_from_the_configuration(tmp_path: Path) -> None:
    configuration_file().parent.mkdir(parents=True)
    configuration_file().write_text(f'[stakeholders]\n"A party of my own" = ["{NAME}"]\nPort = 3\n', encoding="utf-8")
    command = [str(Path(sys.executable).with_name("readout"))]
    home = {"HOME": str(Path.home()), "READOUT_LIBRARY": str(tmp_path / "library")}
    with Terminal(command, columns=120, lines=36, env=home) as terminal:
        for words in ("A party of my own", 'stakeholders."Port"'):
            end = time.monotonic() + 20
            while terminal.first_seen(words) is None:
                assert time.monotonic() < end, f"{words!r} was never seen"
                terminal.until_quiet(0.1)
