"""What is said of the whole article: headline, what is not the article, notices, key quotes."""

import pytest
from analysed import analysed

from briefing.model import HeadlineOrigin, Span


def test_the_headline_is_the_title_and_shows_where_the_text_has_it() -> None:
    headline = analysed("It rained.\n\nAll day.", title="Rain").headline
    assert (headline.text, headline.span, headline.origin) == ("Rain", None, HeadlineOrigin.TITLE)
    headline = analysed("Rain\n\nIt rained all day.", title="Rain").headline
    assert headline.span == Span(0, 4, "Rain")


def test_without_a_title_the_headline_is_the_lead_sentence_verbatim() -> None:
    text = "Share this\n\nPARIS (AP) — It rained in the U.S. all day. It stopped."
    headline = analysed(text).headline
    assert headline.text == "It rained in the U.S. all day."
    assert headline.origin is HeadlineOrigin.LEAD
    assert headline.span is not None
    assert text[headline.span.start : headline.span.end] == headline.text


def test_an_empty_article_has_an_empty_headline_and_says_so() -> None:
    briefing = analysed(" \n\n ")
    assert briefing.headline.text == ""
    assert briefing.notices == ("There are no words in this text to make a briefing of.",)


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Go to Source",
        "Read more: The harbour is sold",
        "Share this:",
        "Advertisement",
        "Sign up for our daily newsletter",
        "Click here to share on Facebook",
        "© 2026 The Harbour Post",
        "Skip to content",
    ],
)
def test_lines_that_are_not_the_article_are_excluded(line: str) -> None:
    text = f"The harbour was sold today.\n\n  {line}\n\nNobody knows why."
    briefing = analysed(text)
    assert [span.exact for span in briefing.article.excluded] == [line]
    assert briefing.article.text == text


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law is to change, the minister said.",
        "Share prices fell on Monday after the sale.",
        "Readers will leave a reply, the editor hopes, and many of them have done so before.",
        "Advertisement spending rose by a third.",
        "Subscribe to that view or not, the harbour is gone.",
        "Home owners protested.",
    ],
)
def test_sentences_of_the_article_are_never_excluded(line: str) -> None:
    assert analysed(f"{line}\n\nThe harbour was sold.").article.excluded == ()


def test_what_intake_excluded_stays_excluded_and_is_not_read() -> None:
    text = "Ada Smith said it rained.\n\nBob Jones said it snowed.\n\nLeave a Reply"
    known = Span.of(text, text.index("Bob"), text.index("\n\nLeave"))
    briefing = analysed(text, excluded=(known,))
    assert [span.exact for span in briefing.article.excluded] == [known.exact, "Leave a Reply"]
    assert [stakeholder.name for stakeholder in briefing.stakeholders] == ["Ada Smith"]


def test_of_another_language_only_the_quotations_are_given_and_a_notice_says_so() -> None:
    text = "Der Minister sagte: „Wir werden das nicht tun.“ Er will am March 3, 2027 said that he was ready."
    briefing = analysed(text, language="de")
    assert [[span.exact for span in s.content] for s in briefing.statements] == [["„Wir werden das nicht tun.“"]]
    assert all(s.speaker is None and s.cue is None for s in briefing.statements)
    assert briefing.stakeholders == briefing.positions == briefing.follow_ups == ()
    assert [("(de)" in notice) for notice in briefing.notices] == [True]


@pytest.mark.parametrize("language", [None, "en", "en-GB", "EN_us"])
def test_english_and_unknown_are_read_in_full(language: str | None) -> None:
    briefing = analysed("Ada Smith said that it rained.", language=language)
    assert len(briefing.statements) == 1
    assert briefing.notices == ()


def test_a_cut_text_and_a_paywall_are_noticed() -> None:
    assert "cut off" in analysed("The harbour was sold and the…").notices[0]
    assert "paywall" in analysed("The harbour was sold.\n\nSubscribe to continue reading this article.").notices[0]


def test_key_quotes_are_whole_quotations_with_a_speaker_first_and_at_most_eight() -> None:
    people = ("Ada Ash", "Bob Birch", "Cy Cedar", "Dan Date", "Eve Elm", "Fay Fir", "Gus Gum", "Hal Hazel", "Ida Iris")
    lines = [f"“We have seen the harbour sold for number {n},” {who} said." for n, who in enumerate(people)]
    fragment = "Jo Juniper said that the sale was “a gift to the very rich”."
    briefing = analysed("\n\n".join([fragment, *lines]))
    assert briefing.key_quotes == tuple(f"s{n}" for n in range(2, 10))


def test_an_indirect_statement_is_no_key_quote() -> None:
    assert analysed("Ada Smith said that the harbour was sold.").key_quotes == ()
