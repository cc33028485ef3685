"""Corrections as the user makes them: what they hold, what is refused and how, and how they are told."""

import subprocess
import sys
from dataclasses import replace

import pytest
from analysed import analysed, party
from briefings import a_briefing
from reanalysing import the_sample_before

from briefing.corrections import (
    Correction,
    CorrectionError,
    CorrectionKind,
    addition,
    addition_of_words,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
    told,
)
from briefing.errors import ReadoutError
from briefing.model import Briefing, Kind, Origin, Span, Stance

SHOWN = the_sample_before()
TEXT = SHOWN.article.text


def test_importing_the_package_imports_nothing_and_using_it_no_analysis() -> None:
    code = """
import sys
import briefing.corrections
assert [name for name in sys.modules if name.startswith("briefing")] == ["briefing", "briefing.corrections"]
from briefing import sample
from briefing.corrections import corrected, from_json, headline_correction, stance_correction, to_json, told
shown = sample.briefing()
made = [headline_correction(shown, "Allies asked"), stance_correction(shown, "s9", "denies")]
print(told(from_json(to_json(made[1]))))
corrected(shown, made[:1], {"Nokia": ["Huawei"]})
print(*[name for name in sys.modules if name.startswith("briefing.analysis")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1].strip() == ""


def test_what_the_package_does_not_have_is_told_as_python_tells_it() -> None:
    import briefing.corrections

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = briefing.corrections.nothing  # type: ignore[attr-defined]


def test_a_correction_is_tied_to_words_and_to_no_id() -> None:
    statement = SHOWN.statement("s7")
    made = stance_correction(SHOWN, "s7", "opposes")
    assert (made.kind, made.words, made.value, made.was) == (
        CorrectionKind.STANCE,
        statement.content,
        "opposes",
        "warns",
    )
    assert made.statement is not None
    assert made.statement.speaker is not None
    assert (made.statement.id, made.statement.speaker.stakeholder) == ("", "US officials")
    renamed = stakeholder_correction(SHOWN, "p3", "Huawei Technologies")
    assert renamed == Correction(
        CorrectionKind.STAKEHOLDER, SHOWN.stakeholder("p3").mentions, "Huawei Technologies", "Huawei", None
    )


def test_names_are_taken_on_one_line() -> None:
    assert speaker_correction(SHOWN, "s1", "  Ada\n Byron ").value == "Ada Byron"
    assert stakeholder_correction(SHOWN, "p1", "Ada\tByron").value == "Ada Byron"
    assert headline_correction(SHOWN, " Allies\nasked ").value == "Allies asked"


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: speaker_correction(SHOWN, "s99", "Ada"), "no statement 's99'"),
        (lambda: stance_correction(SHOWN, "", "asks"), "no statement ''"),
        (lambda: removal(SHOWN, "p1"), "no statement 'p1'"),
        (lambda: stakeholder_correction(SHOWN, "s1", "Ada"), "no stakeholder 's1'"),
        (lambda: speaker_correction(SHOWN, "s1", " \n"), "A speaker needs a name"),
        (lambda: stakeholder_correction(SHOWN, "p1", ""), "A stakeholder needs a name"),
        (lambda: headline_correction(SHOWN, "  "), "A headline needs words"),
        (lambda: stance_correction(SHOWN, "s1", "angry"), "no stance 'angry'. The stances are: asks, supports, oppose"),
        (lambda: stance_correction(SHOWN, "s1", "asks"), "stance of “foreign allies to .*” is asks already"),
        (lambda: stance_correction(SHOWN, "s1", Stance.ASKS), "is asks already"),
        (lambda: speaker_correction(SHOWN, "s8", "HUAWEI"), "speaker of “by the behavior .*” is Huawei already"),
        (lambda: stakeholder_correction(SHOWN, "p3", "Huawei"), "stakeholder Huawei is called so already"),
        (lambda: headline_correction(SHOWN, SHOWN.headline.text), "The headline is “The United .*” already"),
        (lambda: addition(SHOWN, 5, 5), "no words from 5 to 5 of the article, which has"),
        (lambda: addition(SHOWN, -3, 5), "no words from -3 to 5"),
        (lambda: addition(SHOWN, 0, len(TEXT) + 1), f"no words from 0 to {len(TEXT) + 1}"),
        (lambda: addition(SHOWN, 113, 115), "no words from 113 to 115"),
        (lambda: addition(SHOWN, 50, 113), r"“foreign allies .*” is a statement already \(s1\)"),
        (lambda: addition(SHOWN, 0, 20, speaker=" "), "A speaker needs a name"),
        (lambda: addition(SHOWN, 0, 20, stance="angry"), "no stance 'angry'"),
        (lambda: addition_of_words(SHOWN, "Nobody said this"), "do not stand in the article: “Nobody said this”"),
        (lambda: addition_of_words(SHOWN, " "), "do not stand in the article. Copy them"),
        (lambda: addition_of_words(SHOWN, "the US government"), r"stand 3 times in the article: say which \(1 to 3\)"),
        (lambda: addition_of_words(SHOWN, "the US government", which=4), "there is no place number 4"),
        (lambda: addition_of_words(SHOWN, "Go to Source", which=0), "stand once in the article: there is no place"),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_words(make: object, complaint: str) -> None:
    with pytest.raises(CorrectionError, match=complaint):
        make()  # type: ignore[operator]
    assert issubclass(CorrectionError, ReadoutError)


def test_added_words_are_the_articles_own_letter_for_letter() -> None:
    typed = "\"If a government's behavior extends\n beyond its jurisdiction"
    with pytest.raises(CorrectionError):
        addition_of_words(SHOWN, typed)
    made = addition_of_words(SHOWN, typed[1:], speaker="Huawei")
    assert made.words[0].exact == "If a government’s behavior extends beyond its jurisdiction"
    assert TEXT[made.words[0].start : made.words[0].end] == made.words[0].exact


def test_of_several_places_the_one_told_is_taken() -> None:
    words = "the US government"
    starts = [addition_of_words(SHOWN, words, which=which).words[0].start for which in (1, 2, 3)]
    assert starts == [TEXT.index(words, after) for after in (0, 1000, 1400)]


def test_words_stand_as_whole_words_where_they_do() -> None:
    shown = analysed("They will harbour doubts. “Nothing is sold,” Ada Byron said. A bour is not a harbour.")
    made = addition_of_words(shown, "bour is")
    assert made.words[0].start == shown.article.text.index("A bour") + 2
    assert addition_of_words(shown, "oubts").words[0].exact == "oubts"


def test_an_added_quotation_has_its_marks_and_its_kind() -> None:
    shown = analysed("The council met on Friday at noon. A banner read “We will never sell the harbour” all day.")
    assert shown.statements == () or shown.statements[0].content[0].exact.startswith("“")
    bare = replace(shown, statements=())
    made = addition_of_words(bare, "We will never sell the harbour")
    assert made.words[0].exact == "“We will never sell the harbour”"
    assert made.statement is not None
    assert (made.statement.kind, made.statement.origin, made.statement.confidence) == (Kind.DIRECT, Origin.USER, 1.0)
    part = addition_of_words(bare, "never sell the harbour")
    assert part.words[0].exact == "never sell the harbour"
    with pytest.raises(CorrectionError, match="already"):
        addition_of_words(replace(shown, statements=(made.statement,)), "We will never sell the harbour")


def test_an_added_statement_has_the_stance_given_or_that_of_its_own_words() -> None:
    words = "such activity should not be encouraged"
    assert _stance(addition_of_words(SHOWN, words)) is Stance.OPPOSES
    assert _stance(addition_of_words(SHOWN, words, stance="Warns ")) is Stance.WARNS


def _stance(made: Correction) -> Stance:
    assert made.statement is not None
    return made.statement.stance


def _told(made: Correction) -> str:
    line = told(made)
    assert len(line.splitlines()) == 1
    return line


def test_a_correction_is_told_in_one_line() -> None:
    shown: Briefing = a_briefing()
    assert _told(speaker_correction(shown, "s1", "Grace Hopper")) == (
        "Speaker of “We will not sell it,”: Grace Hopper (was: Mayor Ada Byron)"
    )
    assert _told(stance_correction(shown, "s1", "denies")) == "Stance of “We will not sell it,”: denies (was: declines)"
    assert _told(removal(shown, "s1")) == "Statement removed: “We will not sell it,” (Mayor Ada Byron)"
    assert _told(stakeholder_correction(shown, "p1", "Ada Byron")) == "Stakeholder: Ada Byron (was: Mayor Ada Byron)"
    assert _told(headline_correction(shown, "Not sold")) == "Headline: Not sold (was: The council keeps the harbour.)"
    added = addition(shown, 0, 11, speaker="Grace Hopper", stance="supports")
    assert _told(added) == "Statement added: “The council” (Grace Hopper, supports)"
    assert _told(addition(shown, 0, 11)) == "Statement added: “The council” (asserts)"


def test_only_what_is_told_of_a_long_quotation_is_cut_and_says_so() -> None:
    line = _told(stance_correction(SHOWN, "s7", "denies"))
    assert line == "Stance of “We engage with countries around the world about our …”: denies (was: warns)"
    endless = Span(0, 200, "x" * 200)
    assert _told(Correction(CorrectionKind.REMOVED, (endless,))) == f"Statement removed: “{'x' * 60} …”"
    pieces = (Span(0, 5, "“Yes,”"), Span(20, 25, "“we\ndo.”"))
    assert _told(Correction(CorrectionKind.REMOVED, pieces)) == "Statement removed: “Yes,” … “we do.”"


def test_a_speaker_is_given_to_a_statement_that_had_none() -> None:
    shown = a_briefing()
    bare = replace(shown, statements=(replace(shown.statements[0], speaker=None),))
    made = speaker_correction(bare, "s1", "Grace Hopper")
    assert made.was is None
    assert _told(made) == "Speaker of “We will not sell it,”: Grace Hopper"


def test_a_party_can_be_called_as_another_in_another_case() -> None:
    assert stakeholder_correction(SHOWN, party(SHOWN, "Huawei").id, "HUAWEI").value == "HUAWEI"
