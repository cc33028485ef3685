"""A search gives, for any texts and any question, the answer of a plain one that reads every briefing whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_of_briefings import Json, a_record
from test_search_folding import plainly_folded

from stores.journal.rows import compact
from stores.search import SearchCache, excerpt, parse

LETTERS = "aAáb ﬁßİΣς’-\n\u0301\u200b한"
NAMES = ["Ada", "ÁDA B", "Ren", "R&D (b)", "ada"]
STANCES = ["asks", "opposes", "none"]
TEXTS = st.text(LETTERS, max_size=12)
PARTIES = st.sampled_from(NAMES)


@st.composite
def briefings(draw: st.DrawFn) -> Json:
    """A briefing of few letters and names, so that much is found and much is not."""
    return a_record(
        draw(TEXTS),
        said=draw(st.lists(st.tuples(st.none() | PARTIES, st.none() | PARTIES, st.sampled_from(STANCES)), max_size=3)),
        positions=draw(st.lists(st.tuples(PARTIES, st.lists(st.sampled_from(STANCES), min_size=1)), max_size=2)),
        part_of=draw(st.dictionaries(PARTIES, PARTIES, max_size=2)),
        follow_ups=draw(st.lists(TEXTS, max_size=2)),
        title=draw(st.none() | TEXTS),
    )


@dataclass(frozen=True)
class Question:
    """What is asked, before it is written as one would type it."""

    words: Sequence[str]
    speakers: Sequence[str]
    stakeholders: Sequence[str]
    stances: Sequence[str]

    def typed(self) -> str:
        """The question as it is typed."""
        fields = {"speaker": self.speakers, "stakeholder": self.stakeholders, "stance": self.stances}
        return " ".join(
            [f'"{word}"' for word in self.words]
            + [f"{field}:“{value}”" for field, values in fields.items() for value in values]
        )

    def holds(self, record: Json, note: str, aliases: dict[str, Sequence[str]]) -> bool:
        """Whether all of it holds of the briefing, read from end to end."""
        parties = {party["id"]: party for party in record["stakeholders"]}

        def lineage(id: str | None) -> list[str]:
            names: list[str] = []
            while id is not None and parties[id]["name"] not in names:
                names.append(parties[id]["name"])
                id = parties[id]["part_of"]
            return names

        def called(asked: str, names: Sequence[str]) -> bool:
            wanted, folded = plainly_folded(asked), [plainly_folded(name) for name in names]
            groups = [[plainly_folded(name) for name in (name, *others)] for name, others in aliases.items()]
            return any(wanted in name for name in folded) or any(
                any(wanted in name for name in group) and any(name in group for name in folded) for group in groups
            )

        said = [
            ([s["speaker"]["name"]], lineage(s["speaker"]["stakeholder"]), [s["stance"]])
            if s["speaker"]
            else ([], [], [s["stance"]])
            for s in record["statements"]
        ]
        said += [([], lineage(p["stakeholder"]), [p["stance"], *p["also"]]) for p in record["positions"]]
        said += [([], lineage(id), []) for id in parties]
        texts = [record["article"]["text"], record["article"]["title"] or "", record["headline"]["text"], note]
        texts += [follow_up["text"] for follow_up in record["follow_ups"]]
        texts += [name for speakers, names, _ in said for name in (*speakers, *names)]
        return all(any(plainly_folded(word) in plainly_folded(text) for text in texts) for word in self.words) and all(
            any(
                (speaker is None or called(speaker, speakers))
                and (stakeholder is None or called(stakeholder, names))
                and (stance is None or stance in stances)
                for speakers, names, stances in said
            )
            for speaker in self.speakers or [None]
            for stakeholder in self.stakeholders or [None]
            for stance in self.stances or [None]
            if speaker or stakeholder or stance
        )


ASKED = PARTIES | st.sampled_from(["a", "d", "B", "(b)"])
QUESTIONS = st.builds(
    Question,
    words=st.lists(st.text(LETTERS, min_size=1, max_size=3).filter(plainly_folded), max_size=2),
    speakers=st.lists(ASKED, max_size=2),
    stakeholders=st.lists(ASKED, max_size=2),
    stances=st.lists(st.sampled_from(STANCES), max_size=2),
).filter(Question.typed)


@settings(max_examples=60, deadline=None)
@given(
    records=st.lists(briefings(), min_size=1, max_size=4),
    question=QUESTIONS,
    aliases=st.dictionaries(PARTIES, st.lists(PARTIES, max_size=2), max_size=2),
    note=TEXTS,
)
def test_the_answer_is_that_of_reading_everything(
    records: list[Json],
    question: Question,
    aliases: dict[str, Sequence[str]],
    note: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cache = SearchCache(tmp_path_factory.mktemp("library") / "search.cache", readonly=False)
    shelf = {f"id{number}": record for number, record in enumerate(records)}
    query = parse(question.typed(), aliases)
    answer = [id for id, record in shelf.items() if question.holds(record, note, aliases)]
    for _ in range(2):
        found = cache.find(
            query,
            dict.fromkeys(shelf, "1"),
            read=lambda id: compact([shelf[id], note]),
            load=lambda id: (shelf[id], note),
        )
        assert found == answer
    for id in answer:
        shown = excerpt(query, shelf[id], note)
        assert all(plainly_folded(word) in plainly_folded(shown) for word in question.words[:1])
