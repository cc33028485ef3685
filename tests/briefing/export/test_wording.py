"""The words that text, Markdown, the desk and the clipboard share."""

from dataclasses import replace

import pytest
from briefings import a_briefing, an_article

from briefing.export import wording
from briefing.export.quotation import quotation
from briefing.model import Briefing, Headline, HeadlineOrigin, Kind, Link, Span, Speaker, Stance, Statement


def said(**changes: object) -> tuple[Briefing, Statement]:
    """A briefing and its statement, which nobody passed on, with the given fields changed."""
    made = a_briefing()
    statement = replace(made.statements[0], **{"chain": (), "addressee": None} | changes)  # type: ignore[arg-type]
    return replace(made, statements=(statement,)), statement


def span(words: str) -> Span:
    return Span(0, len(words), words)


def speaker(name: str, named: bool = False, **more: object) -> Speaker:
    return replace(Speaker(None, name, named, None, None), **more)  # type: ignore[arg-type]


def test_a_quote_is_whole_and_its_pieces_are_joined_by_an_ellipsis() -> None:
    _, statement = said(content=(span("“We engage\n  with\tcountries,”"), span("“As they’re ‘looking’…”")))
    assert wording.quoted(statement) == "“We engage with countries,” … “As they’re ‘looking’…”"


def test_a_quote_is_never_cut_short_and_gets_no_marks() -> None:
    _, statement = said(content=(span("word " * 5000 + "end"),))
    assert wording.quoted(statement) == "word " * 5000 + "end"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("an unnamed US official", "unnamed US official"),
        ("unnamed US official", "unnamed US official"),
        ("A Huawei spokesperson", "unnamed Huawei spokesperson"),
        ("people familiar with the discussions", "people familiar with the discussions (unnamed)"),
        ("officials who declined to be named", "officials who declined to be named"),
        ("he", "he (unnamed)"),
    ],
)
def test_who_is_not_named_is_said_to_be_unnamed_once(name: str, words: str) -> None:
    assert wording.speaker_words(*said(speaker=speaker(name))) == words


def test_a_named_speaker_stands_as_named() -> None:
    assert wording.speaker_words(*said(speaker=speaker("Mayor Ada\nByron", named=True))) == "Mayor Ada Byron"


def test_for_whom_somebody_speaks_is_said_where_the_name_does_not_say_it() -> None:
    made, statement = said(speaker=speaker("a spokesman", stakeholder="p1"))
    assert wording.speaker_words(made, statement) == "unnamed spokesman (Mayor Ada Byron)"
    made, statement = said(speaker=speaker("the officials", stakeholder="p1"))
    assert wording.speaker_words(made, statement) == "the officials (unnamed, Mayor Ada Byron)"
    made, statement = said(speaker=speaker("Byron’s spokesman", stakeholder="p1"))
    assert wording.speaker_words(made, statement) == "Byron’s spokesman (unnamed)"


def test_without_a_speaker_that_is_said() -> None:
    assert wording.speaker_words(*said(speaker=None)) == "speaker not found"


def test_an_attribution_tells_addressee_anonymity_hedges_and_chain_from_the_speaker_outwards() -> None:
    found = said(
        speaker=speaker("an unnamed US official", anonymity=span("not authorised to speak")),
        addressee=span("the Journal"),
        hedges=(span("reportedly"), span("apparently"), span("reportedly")),
        chain=(Link("CNN Business", None, True), Link("The Wall Street Journal", None, True)),
    )
    assert wording.attribution(*found) == (
        "unnamed US official, to the Journal; reason for anonymity: not authorised to speak; "
        "hedged: reportedly, apparently; second-hand via The Wall Street Journal, CNN Business"
    )
    assert wording.is_second_hand(found[1])


def test_what_is_not_known_of_an_article_is_left_out() -> None:
    assert wording.dateline(an_article("x")) == ""
    known = an_article("x", outlet="The Post", authors=("Ada", "Bob"), published="2018-11-23T09:00:00Z")
    assert wording.dateline(known) == "The Post · 2018-11-23 · Ada, Bob"
    assert wording.dateline(an_article("x", published="2018-11", url="https://a.example/")) == (
        "2018-11 · https://a.example/"
    )


def test_sourcing_counts_parties_and_says_how_the_lead_claim_came() -> None:
    made = a_briefing()
    lead = replace(
        made.statements[0],
        speaker=speaker("A Huawei spokesperson"),
        hedges=(span("reportedly"),),
        chain=(Link("CNN Business", None, True), Link("The Wall Street Journal", None, True)),
    )
    later = [
        replace(lead, content=(replace(lead.content[0], start=90 + i, end=99),), chain=(), hedges=(), speaker=who)
        for i, who in enumerate(
            [
                speaker("Ada", True, stakeholder="p1"),
                speaker("The mayor", True, stakeholder="p1"),
                speaker("a huawei spokesperson"),
                speaker("insiders"),
                None,
            ]
        )
    ]
    assert wording.sourcing(replace(made, statements=(*later, lead))) == (
        "1 named, 2 unnamed, 1 without a speaker; "
        "lead claim second-hand: The Wall Street Journal via CNN Business; lead claim hedged: reportedly"
    )
    second = replace(later[0], chain=(Link("a diplomat", None, False),))
    assert wording.sourcing(replace(made, statements=(second, replace(lead, chain=(), hedges=())))) == (
        "1 named, 1 unnamed; second-hand in part: unnamed diplomat"
    )
    assert wording.sourcing(replace(made, statements=())) == "0 named, 0 unnamed"


def test_a_route_is_told_once_at_its_longest_and_by_names_where_there_are_any() -> None:
    made, statement = said()
    journal, outlet, insiders = Link("The Journal", None, True), Link("CNN", None, True), Link("people", None, False)
    chains = ((), (outlet, journal, insiders), (journal,), (outlet, journal))
    told = tuple(replace(statement, chain=chain) for chain in chains)
    assert wording.sourcing(replace(made, statements=told)) == (
        "1 named, 0 unnamed; second-hand in part: The Journal via CNN"
    )


@pytest.mark.parametrize(
    ("medium", "words"),
    [
        ("a letter", "in a letter"),
        ("A 2014 study by the university", "in a 2014 study by the university"),
        ("GAO report released on Friday", "in GAO report released on Friday"),
        ("The mayor’s “complaint” to the court", "in the mayor’s “complaint” to the court"),
        ("a memo written in haste", "in a memo written in haste"),
        ("an e-mail", "in an e-mail"),
        ("her own series of tweets", "in her own series of tweets"),
        ("Twitter", "on Twitter"),
    ],
)
def test_words_in_a_letter_a_document_or_a_post_are_at_first_hand(medium: str, words: str) -> None:
    made, statement = said(chain=(Link(medium, None, False),))
    assert wording.attribution(made, statement) == f"Mayor Ada Byron; {words}"
    assert not wording.is_second_hand(statement)
    assert wording.sourcing(made) == "1 named, 0 unnamed"


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Link("people familiar with the letter", None, False), "people familiar with the letter (unnamed)"),
        (Link("an author of the study", None, False), "unnamed author of the study"),
        (Link("two aides who saw the memo", None, False), "two aides who saw the memo (unnamed)"),
        (Link("a report writer", None, False), "unnamed report writer"),
        (Link("Facebook users", None, False), "Facebook users (unnamed)"),
        (Link("The Harbour Post", None, True), "The Harbour Post"),
        (Link("The Morning Email", None, True), "The Morning Email"),
    ],
)
def test_who_has_read_or_written_it_passes_the_words_on(voice: Link, words: str) -> None:
    made, statement = said(chain=(voice, Link("a letter", None, False)))
    assert wording.attribution(made, statement) == f"Mayor Ada Byron; in a letter; second-hand via {words}"
    assert wording.is_second_hand(statement)
    assert wording.sourcing(made) == f"1 named, 0 unnamed; lead claim second-hand: {words}"


def test_every_stance_has_a_sign_of_its_own() -> None:
    assert wording.STANCE_SIGNS.keys() == set(Stance)
    assert len(set(wording.STANCE_SIGNS.values())) == len(Stance)
    assert all(len(sign) == 1 for sign in wording.STANCE_SIGNS.values())
    assert wording.stance_words(Stance.OPPOSES) == "× opposes"


def test_a_quotation_is_ready_to_paste() -> None:
    made = a_briefing(outlet="The Post", published="2026-03-01", url="https://a.example/1")
    assert quotation(made, made.statements[0]) == (
        "“We will not sell it,” — Mayor Ada Byron, to The Harbour Post; second-hand via The Harbour Post "
        "(The Post · 2026-03-01 · https://a.example/1)"
    )


def test_a_paraphrase_is_not_passed_off_as_a_quote() -> None:
    made, statement = said(kind=Kind.INDIRECT, content=(span("that the harbour stays"),))
    assert quotation(made, statement) == "that the harbour stays — Mayor Ada Byron; in the article’s words"


def test_a_title_that_does_not_stand_in_the_text_says_so() -> None:
    assert wording.headline_note(a_briefing(title="Kept").headline) == ("the title, which does not stand in the text")
    assert wording.headline_note(a_briefing().headline) is None
    assert wording.headline_note(Headline("Mine", None, HeadlineOrigin.USER)) == "your own headline"
