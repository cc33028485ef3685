"""Stances are read from the act, and positions from stances."""

import pytest
from analysed import analysed, only, party

from briefing.analysis.document import read
from briefing.analysis.reading import attributions
from briefing.analysis.stances import by_words
from briefing.model import Stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister asked allies to stop the war.", Stance.ASKS),
        ("The minister urged them to leave.", Stance.ASKS),
        ("Ada Smith suggested that he should prevent the sale.", Stance.ASKS),
        ("Ada Smith wants the king to leave.", Stance.ASKS),
        ("Ada Smith wants to win.", Stance.ASSERTS),
        ("“Such a sale should not be encouraged by us,” Ada Smith said.", Stance.OPPOSES),
        ("Ada Smith condemned the sale.", Stance.OPPOSES),
        ("Ada Smith does not support the sale.", Stance.OPPOSES),
        ("Ada Smith denied that the sale was near.", Stance.DENIES),
        ("Ada Smith has endorsed Bob Jones.", Stance.SUPPORTS),
        ("“We welcome the sale of the harbour,” Ada Smith said.", Stance.SUPPORTS),
        ("Ada Smith vowed to stop the sale.", Stance.COMMITS),
        ("“We will stop the sale tomorrow,” Ada Smith said.", Stance.COMMITS),
        ("Ada Smith warned that the fleet was old.", Stance.WARNS),
        ("Officials are concerned over the threats.", Stance.WARNS),
        ("Ada Smith declined to name the buyer.", Stance.DECLINES),
        ("Ada Smith said that the fleet was old.", Stance.ASSERTS),
        ("The deal “could pose a threat to us all,” Ada Smith said.", Stance.WARNS),
        ("“He used threatening and dangerous words,” Ada Smith said.", Stance.ASSERTS),
        ("Ada Smith pleaded guilty to murder.", Stance.ASSERTS),
        ("Ada Smith did not say that the fleet was old.", Stance.NONE),
        ("“I should have sold it years ago,” Ada Smith said.", Stance.ASSERTS),
        ("Ada Smith voted against the sale of the harbour.", Stance.OPPOSES),
        ("Ada Smith called the sale “outrageous and shameful.”", Stance.OPPOSES),
        ("“The sale of the harbour is outrageous,” Ada Smith said.", Stance.OPPOSES),
        ("“This sale just isn’t right for us all,” Ada Smith said.", Stance.OPPOSES),
        ("“This sale is not outrageous to us all,” Ada Smith said.", Stance.ASSERTS),
        ("“Do not sell the old harbour,” Ada Smith said.", Stance.OPPOSES),
        ("“Let us sell the old harbour now,” Ada Smith said.", Stance.ASKS),
        ("“He would be a great king for us,” Ada Smith said.", Stance.ASSERTS),
        ("“He is a wonderful king to us,” Ada Smith said.", Stance.SUPPORTS),
        ("“I fully support the king’s plan,” Ada Smith said.", Stance.SUPPORTS),
        ("Ada Smith said that she would sell the harbour.", Stance.COMMITS),
        ("Ada Smith said that it would rain.", Stance.ASSERTS),
        ("Ada Smith said she never took any money.", Stance.DENIES),
        ("“The reports are false and we know it,” Ada Smith said.", Stance.DENIES),
        ("Ada Smith would not say whether she would run.", Stance.DECLINES),
        ("Ada Smith did not respond to a request for comment.", Stance.DECLINES),
        ("Ada Smith asked whether it rained.", Stance.NONE),
        ("Ada Smith talked about the harbour of her youth.", Stance.NONE),
        ("Ada Smith expressed concern about the sale.", Stance.WARNS),
    ],
)
def test_the_words_show_a_stance_the_cues_or_the_contents_own(text: str, stance: Stance) -> None:
    document = read(text)
    (one,) = attributions(document)
    assert by_words(document, one, ()).stance is stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister asked allies to stop the war.", Stance.ASKS),
        ("The minister urged them to leave.", Stance.ASKS),
        ("Ada Smith condemned the sale.", Stance.OPPOSES),
        ("Ada Smith does not support the sale.", Stance.OPPOSES),
        ("Ada Smith voted against the sale of the harbour.", Stance.OPPOSES),
        ("Ada Smith denied that the sale was near.", Stance.DENIES),
        ("Ada Smith has endorsed Bob Jones.", Stance.SUPPORTS),
        ("Ada Smith vowed to stop the sale.", Stance.COMMITS),
        ("Ada Smith warned that the fleet was old.", Stance.WARNS),
        ("Ada Smith declined to name the buyer.", Stance.DECLINES),
        ("Ada Smith said that the fleet was old.", Stance.ASSERTS),
        ("Ada Smith asked whether it rained.", Stance.NONE),
    ],
)
def test_a_cue_that_says_the_act_settles_it(text: str, stance: Stance) -> None:
    assert only(text).stance is stance


def test_the_main_stance_is_that_of_the_remark_that_says_most_and_the_others_are_kept_in_their_order() -> None:
    text = (
        "Ada Smith warned that the fleet was old. Ada Smith asked the king to leave the harbour to the fleet by May. "
        "Ada Smith said that it rained."
    )
    briefing = analysed(text)
    (position,) = briefing.positions
    assert position.stakeholder == party(briefing, "Ada Smith").id
    assert position.stance is Stance.ASKS
    assert position.also == (Stance.WARNS, Stance.ASSERTS)
    assert position.statements == ("s1", "s2", "s3")
    assert [span.exact for span in position.summary] == ["asked the king to leave the harbour to the fleet by May"]


def test_the_summary_of_a_long_quotation_is_the_sentence_that_shows_the_stance() -> None:
    text = "Ada Smith said: “It rained all day. Such sales should not be encouraged. The sea was calm.”"
    (position,) = analysed(text).positions
    assert [span.exact for span in position.summary] == ["Such sales should not be encouraged."]


def test_what_somebody_endorsed_is_the_target_and_the_summary_says_the_verb() -> None:
    (position,) = analysed("Ada Smith endorsed the harbour plan.").positions
    assert position.target is not None
    assert position.target.exact == "the harbour plan"
    assert [span.exact for span in position.summary] == ["endorsed the harbour plan"]
