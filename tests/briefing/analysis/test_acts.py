"""What the model says of a statement's act, beside what its words show."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from briefing.analysis import stances
from briefing.analysis.acts import STANCES, Acts, By, Heard, Shown
from briefing.analysis.assembly import assemble
from briefing.analysis.attribution import Attribution, Told
from briefing.analysis.document import Document, read
from briefing.analysis.encoder import FOLDER, Encoder, encoder
from briefing.analysis.outlets import Outlets
from briefing.analysis.reading import attributions
from briefing.model import Stance

PARAGRAPH = "Mayor Ada Byron condemned the sale of the harbour on Monday and urged the council to stop it."


def told(document: Document) -> list[Attribution]:
    found, heard = encoder().read(document)
    return encoder().acts.told(found, heard)


def test_each_statement_has_chances_of_all_stances_and_of_a_named_speaker() -> None:
    found = told(read(PARAGRAPH))
    assert found
    for one in found:
        assert one.told is not None
        assert len(one.told.stances) == len(STANCES) == len(Stance)
        assert np.exp(one.told.stances).sum() == pytest.approx(1, abs=1e-4)
        assert one.told.named > 0


def test_a_statement_is_asked_about_in_the_window_that_it_stands_in() -> None:
    filler = "\n\n".join(
        f"Number {n} of the quiet boats lay at the pier, as it had for all of {n} years." for n in range(60)
    )
    alone, last = told(read(PARAGRAPH)), told(read(f"{filler}\n\n{PARAGRAPH}"))
    assert len(encoder().windows(read(f"{filler}\n\n{PARAGRAPH}"))) > 3
    by_cue = {tuple(np.subtract(one.cue, len(filler) + 2)): one for one in last if one.cue}
    for one in alone:
        assert one.cue is not None
        assert one.told is not None
        other = by_cue[one.cue].told
        assert other is not None
        assert int(np.argmax(other.stances)) == int(np.argmax(one.told.stances))


def test_what_stands_nowhere_in_what_was_heard_is_left_to_the_words() -> None:
    document = read(PARAGRAPH)
    found = encoder().read(document)[0]
    assert encoder().acts.told(found, Heard()) == found
    assert all(one.told is None for one in found)
    assert stances.stance(document, found[0], ()) is stances.by_words(document, found[0], ()).stance


def test_the_word_that_is_likelier_right_has_the_last_word() -> None:
    acts = encoder().acts
    sure_of = {
        stance: Told(tuple(float(x) for x in np.log([0.92 if s is stance else 0.01 for s in STANCES])), 0.0)
        for stance in Stance
    }
    assert acts.stance(sure_of[Stance.ASSERTS], Shown(Stance.DENIES, By.CUE)) is not Stance.OPPOSES
    assert acts.stance(sure_of[Stance.SUPPORTS], Shown(Stance.ASSERTS, By.NOTHING)) is Stance.SUPPORTS
    unsure = Told(tuple([float(np.log(1 / 9))] * 9), 0.0)
    for stance in (Stance.SUPPORTS, Stance.OPPOSES, Stance.WARNS, Stance.DECLINES, Stance.ASKS, Stance.COMMITS):
        assert acts.stance(unsure, Shown(stance, By.CUE)) is stance
    assert acts.stance(unsure, Shown(Stance.ASSERTS, By.NOTHING_OTHER_CUE)) is not Stance.OPPOSES


def test_who_is_named_by_the_words_stays_so_and_another_only_by_much() -> None:
    document = read("The former president said that the harbour was lost.")
    (one,) = attributions(document)
    for odds, named in ((-9.0, False), (1.0, False), (9.0, True)):
        given = one._replace(told=Told(tuple([0.0] * 9), odds))
        (statement,), _ = assemble(document, Outlets(document), [given], None)
        assert statement.speaker is not None
        assert statement.speaker.named is named
    document = read("A former president said that the harbour was lost.")
    (one,) = attributions(document)
    (statement,), _ = assemble(document, Outlets(document), [one._replace(told=Told(tuple([0.0] * 9), 9.0))], None)
    assert statement.speaker is not None
    assert not statement.speaker.named
    document = read("Ada Byron said that the harbour was lost.")
    (one,) = attributions(document)
    (statement,), _ = assemble(document, Outlets(document), [one._replace(told=Told(tuple([0.0] * 9), -9.0))], None)
    assert statement.speaker is not None
    assert statement.speaker.named


def test_of_a_book_the_states_of_so_many_windows_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.analysis.acts._MOST", 1)
    text = "\n\n".join(f"{PARAGRAPH} It was the {n}th time that month." for n in range(40))
    found = told(read(text))
    assert found[0].told is not None
    assert found[-1].told is None


def test_a_head_that_is_missing_or_damaged_is_no_head(tmp_path: Path) -> None:
    for name in ("attribution.onnx", "settings.json", "vocabulary.txt"):
        shutil.copy(FOLDER / name, tmp_path / name)
    with pytest.raises(OSError, match=r"acts\.npz"):
        Encoder(tmp_path)
    (tmp_path / "acts.npz").write_bytes(b"junk")
    with pytest.raises(ValueError, match="pickled"):
        Acts(tmp_path / "acts.npz")
