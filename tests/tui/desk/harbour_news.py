"""A briefing made by hand of an article longer than a screen, with something of everything that the desk shows."""

from dataclasses import replace

from briefings import an_article

from briefing.model import (
    SCHEMA,
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

HEADLINE = "Port authority wants the east pier closed to container ships"
URL = "https://harbourpost.example/east-pier"

TEXT = """\
The port authority has reportedly asked the city to close the east pier to container ships, three people familiar \
with the talks told The Harbour Post, as first reported by Coastal Radio on Monday.

“We will not sell the harbour, and we will not close it either,” Mayor Ada Byron told reporters on Friday. “What we \
will do is count the ships, every one of them, before anybody signs anything.”

The east pier was built in 1931 and widened twice. It carries a third of the city's containers, most of the fruit \
that comes in winter, and the ferry to the islands, which leaves at six in the morning and comes back after dark.

A spokesperson for Northline, the company that runs the cranes, called the plan “a mistake that the whole coast \
would pay for”. The company said it would move 400 jobs to another port if the pier closed in March.

“Nobody has asked us,” said an official at the ministry of transport, who asked not to be named because the talks \
are confidential. “When they do, they will hear that the rails end at the east pier and nowhere else.”

Read more: Ten photographs of the old lighthouse

The dock workers' union warned that its members would not load ships anywhere else. “We load here or we do not load,” \
its chair, Tom Reyes, said in a letter to the mayor.

The city council is to vote on 14 April. Until then the port authority may turn away single ships, as it has done \
since the storm of last December, in which two cranes fell and the sea came over the wall for the first time in \
sixty years.

The Islands Association has not spoken yet. Its ferries need the deep water of the east pier at low tide, and there \
is no other berth for them on this side of the bay.
"""


def _after(after: str, *pieces: str) -> tuple[Span, ...]:
    at, spans = TEXT.index(after), []
    for piece in pieces:
        at = TEXT.index(piece, at)
        spans.append(Span.of(TEXT, at, at + len(piece)))
        at += len(piece)
    return tuple(spans)


def _span(words: str, after: str = "") -> Span:
    return _after(after, words)[0]


def _statement(
    id: str, kind: Kind, stance: Stance, content: tuple[Span, ...], said: tuple[Speaker, Span], **more: object
) -> Statement:
    known: dict[str, object] = {"addressee": None, "hedges": (), "chain": ()} | more
    speaker, cue = said
    return Statement(
        id,
        kind,
        content,
        cue,
        speaker,
        stance=stance,
        origin=Origin.RULE,
        confidence=0.9,
        **known,  # type: ignore[arg-type]
    )


_MAYOR = Speaker(_span("Mayor Ada Byron"), "Mayor Ada Byron", True, "p1", None)
_NORTHLINE = Speaker(_span("A spokesperson for Northline"), "A spokesperson for Northline", False, "p3", None)
_OFFICIAL = Speaker(
    _span("an official at the ministry of transport"),
    "an official at the ministry of transport",
    False,
    "p4",
    _span("asked not to be named because the talks are confidential"),
)
_REYES = Speaker(_span("Tom Reyes"), "Tom Reyes", True, "p5", None)

STATEMENTS = (
    _statement(
        "s1",
        Kind.INDIRECT,
        Stance.ASKS,
        _after("", "to close the east pier to container ships"),
        (Speaker(_span("The port authority"), "The port authority", True, "p2", None), _span("asked")),
        addressee=_span("the city"),
        hedges=(_span("reportedly"),),
        chain=(
            Link("Coastal Radio", _span("Coastal Radio"), True),
            Link("The Harbour Post", _span("The Harbour Post"), True),
            Link("three people familiar with the talks", _span("three people familiar with the talks"), False),
        ),
    ),
    _statement(
        "s2",
        Kind.DIRECT,
        Stance.OPPOSES,
        _after(
            "",
            "“We will not sell the harbour, and we will not close it either,”",
            "“What we will do is count the ships, every one of them, before anybody signs anything.”",
        ),
        (_MAYOR, _span("told", "either,”")),
        addressee=_span("reporters"),
    ),
    _statement(
        "s3",
        Kind.MIXED,
        Stance.OPPOSES,
        _after("called", "the plan “a mistake that the whole coast would pay for”"),
        (_NORTHLINE, _span("called")),
    ),
    _statement(
        "s4",
        Kind.INDIRECT,
        Stance.WARNS,
        _after("said it would", "it would move 400 jobs to another port if the pier closed in March"),
        (_NORTHLINE, _span("said", "The company")),
    ),
    _statement(
        "s5",
        Kind.DIRECT,
        Stance.DECLINES,
        _after(
            "",
            "“Nobody has asked us,”",
            "“When they do, they will hear that the rails end at the east pier and nowhere else.”",
        ),
        (_OFFICIAL, _span("said", "“Nobody")),
    ),
    _statement(
        "s6",
        Kind.INDIRECT,
        Stance.WARNS,
        _after("union warned", "that its members would not load ships anywhere else"),
        (Speaker(_span("The dock workers' union"), "The dock workers' union", True, "p5", None), _span("warned")),
    ),
    _statement(
        "s7",
        Kind.DIRECT,
        Stance.DECLINES,
        _after("", "“We load here or we do not load,”"),
        (_REYES, _span("said", "Tom Reyes")),
        addressee=_span("the mayor"),
    ),
)

STAKEHOLDERS = (
    Stakeholder("p1", "Mayor Ada Byron", StakeholderKind.PERSON, None, (_span("Mayor Ada Byron"),)),
    Stakeholder("p2", "Port authority", StakeholderKind.ORGANISATION, None, (_span("The port authority"),)),
    Stakeholder("p3", "Northline", StakeholderKind.COMPANY, None, (_span("Northline"), _span("The company"))),
    Stakeholder("p4", "Ministry of transport", StakeholderKind.GOVERNMENT, None, (_span("the ministry of transport"),)),
    Stakeholder("p5", "Dock workers' union", StakeholderKind.GROUP, None, (_span("The dock workers' union"),)),
    Stakeholder("p6", "Islands Association", StakeholderKind.ORGANISATION, None, (_span("Islands Association"),)),
)

POSITIONS = (
    Position("p1", Stance.OPPOSES, STATEMENTS[1].content[:1], _span("the harbour"), ("s2",), ()),
    Position("p3", Stance.OPPOSES, STATEMENTS[2].content, None, ("s3", "s4"), (Stance.WARNS,)),
    Position("p2", Stance.ASKS, STATEMENTS[0].content, _span("the east pier"), ("s1",), ()),
    Position("p5", Stance.WARNS, STATEMENTS[5].content, None, ("s6", "s7"), (Stance.DECLINES,)),
    Position("p4", Stance.DECLINES, STATEMENTS[4].content[1:], None, ("s5",), ()),
    Position("p6", Stance.NONE, (), None, (), ()),
)

FOLLOW_UPS = (
    FollowUp(
        "f1",
        FollowUpKind.RESPONSE,
        "Ask the city for its answer to the port authority: the article gives none.",
        None,
        FollowUpState.SUGGESTED,
        (_span("the city"), *STATEMENTS[0].content),
    ),
    FollowUp(
        "f2",
        FollowUpKind.CONFIRM,
        "Confirm the lead claim: it is told with “reportedly” and comes through Coastal Radio.",
        None,
        FollowUpState.SUGGESTED,
        (_span("reportedly"), _span("The Harbour Post"), _span("Coastal Radio")),
    ),
    FollowUp(
        "f3",
        FollowUpKind.DATE,
        "The city council is to vote.",
        "2026-04-14",
        FollowUpState.SUGGESTED,
        (_span("The city council is to vote on 14 April"),),
    ),
    FollowUp("f4", FollowUpKind.FIGURE, "Check the 400 jobs.", None, FollowUpState.SUGGESTED, (_span("400 jobs"),)),
    FollowUp("f5", FollowUpKind.OWN, "Ask the islanders.", None, FollowUpState.OPEN, ()),
)

NOTICE = "The article ends where the page asks for a subscription: the rest was not read."


def harbour_news() -> Briefing:
    """Return the briefing: 7 statements, 3 of them key quotes, 6 positions, 5 follow-ups, a notice."""
    article = an_article(
        TEXT,
        source=URL,
        url=URL,
        title=HEADLINE,
        outlet="The Harbour Post",
        authors=("Jo March", "Lee Scoresby"),
        published="2026-02-27T08:00:00+00:00",
        excluded=(_span("Read more: Ten photographs of the old lighthouse"),),
    )
    return Briefing(
        schema=SCHEMA,
        id=article.id,
        article=article,
        headline=Headline(HEADLINE, None, HeadlineOrigin.TITLE),
        key_quotes=("s2", "s5", "s7"),
        statements=STATEMENTS,
        stakeholders=STAKEHOLDERS,
        positions=POSITIONS,
        follow_ups=FOLLOW_UPS,
        notices=(NOTICE,),
        made_by=MadeBy("0.1.0", None, "2026-03-01T12:00:00+00:00"),
    )


def with_a_chair_apart() -> Briefing:
    """Return the briefing with the union's chair as a stakeholder of his own, part of the union and placed before it.

    One follow-up more is about what the union says, one only mentions it; the last statement has no stakeholder.
    """
    news = harbour_news()
    chair = Stakeholder("p8", "Tom Reyes", StakeholderKind.PERSON, "p5", (_REYES.span,))
    apart = replace(STATEMENTS[6], speaker=replace(_REYES, stakeholder="p8"))
    council = _statement(
        "s8",
        Kind.INDIRECT,
        Stance.ASSERTS,
        _after("Until then ", "the port authority may turn away single ships"),
        (Speaker(None, "the city council", True, None, None), _span("is to", "council")),
    )
    positions = [position for position in POSITIONS if position.stakeholder != "p5"]
    positions.insert(1, Position("p8", Stance.DECLINES, STATEMENTS[6].content, None, ("s7",), ()))
    positions.append(Position("p5", Stance.WARNS, STATEMENTS[5].content, None, ("s6",), ()))
    ask = _span("load ships anywhere else")
    name = _span("dock workers")
    return replace(
        news,
        stakeholders=(*STAKEHOLDERS, chair),
        statements=(*STATEMENTS[:6], apart, council),
        positions=tuple(positions),
        follow_ups=(
            *FOLLOW_UPS,
            FollowUp("f6", FollowUpKind.RESPONSE, "Ask who else loads.", None, FollowUpState.SUGGESTED, (ask,)),
            FollowUp("f7", FollowUpKind.IDENTIFY, "Count the members.", None, FollowUpState.SUGGESTED, (name,)),
        ),
    )
