"""Small briefings made by hand, for tests of what comes after the analysis: the library, the exports, the contract."""

import hashlib
from dataclasses import replace

from briefing.model import (
    SCHEMA,
    Article,
    Briefing,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Headline,
    HeadlineOrigin,
    Kind,
    Link,
    MadeBy,
    Origin,
    Position,
    Span,
    Speaker,
    Stakeholder,
    StakeholderKind,
    Stance,
    Statement,
)


def an_article(text: str, **known: object) -> Article:
    """Return an article with this text; `known` are further fields of Article."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    bare = Article(
        id=sha256[:10],
        source="article.txt",
        url=None,
        canonical_url=None,
        title=None,
        outlet=None,
        authors=(),
        published=None,
        retrieved="2026-03-01T12:00:00+00:00",
        language="en",
        text=text,
        sha256=sha256,
        excluded=(),
    )
    return replace(bare, **known)  # type: ignore[arg-type]


def a_briefing(
    quote: str = "“We will not sell it,”",
    speaker: str = "Mayor Ada Byron",
    told: str = "The Harbour Post",
    question: str = "Confirm the price of the harbour.",
    **known: object,
) -> Briefing:
    """Return a briefing of an article in which `speaker` says `quote` to the outlet `told`; `question` is to follow up.

    `known` are fields of Article, as its title or its outlet.
    """
    lead = "The council keeps the harbour."
    text = f"{lead}\n\n{quote} {speaker} told {told}."
    article = an_article(text, **known)

    def span(words: str, after: int = len(lead)) -> Span:
        start = text.index(words, after)
        return Span.of(text, start, start + len(words))

    content, cue = span(quote), span("told", len(text) - len(told) - 6)
    mention, addressee = span(speaker, content.end), span(told, cue.end)
    party = Stakeholder("p1", speaker, StakeholderKind.PERSON, None, (mention,))
    said = Statement(
        id="s1",
        kind=Kind.DIRECT,
        content=(content,),
        cue=cue,
        speaker=Speaker(mention, speaker, True, "p1", None),
        addressee=addressee,
        stance=Stance.DECLINES,
        hedges=(),
        chain=(Link(told, addressee, True),),
        origin=Origin.RULE,
        confidence=0.9,
    )
    return Briefing(
        schema=SCHEMA,
        id=article.id,
        article=article,
        headline=Headline(article.title, None, HeadlineOrigin.TITLE)
        if article.title
        else Headline(lead, Span.of(text, 0, len(lead)), HeadlineOrigin.LEAD),
        key_quotes=("s1",),
        statements=(said,),
        stakeholders=(party,),
        positions=(Position("p1", Stance.DECLINES, (content,), None, ("s1",), ()),),
        follow_ups=(
            FollowUp("f1", FollowUpKind.CONFIRM, question, None, FollowUpState.SUGGESTED, (content,)),
            FollowUp("f2", FollowUpKind.IDENTIFY, "Ask who would buy.", "2026-04", FollowUpState.SUGGESTED, ()),
        ),
        notices=(),
        made_by=MadeBy("0.1.0", None, "2026-03-01T12:00:00+00:00"),
    )


def numbered(number: int) -> Briefing:
    """Return a briefing that differs from those of other numbers."""
    return a_briefing(quote=f"“Not for {number} million,”", title=f"Harbour kept, part {number}")
