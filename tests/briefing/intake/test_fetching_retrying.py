"""A server that is too busy, on 127.0.0.1: it is asked once more, when it says so, and not otherwise."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake import fetching
from briefing.intake.hosts import Hosts
from briefing.intake.retrying import asked_wait, duration
from tests.briefing.intake.serving import AT, PAGE, WHOLE, Answer, Serve, host, internet, read, refusal, response

BUSY = "429 Too Many Requests"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def asked() -> list[float]:
    """When the server was asked (monotonic clock, seconds)."""
    return []


@pytest.fixture(autouse=True)
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "PAUSE", 0.05)


def answering(asked: list[float], *answers: bytes) -> Answer:
    """These answers one after the other, the last again and again."""

    async def answer(_: bytes, __: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answers[min(len(asked), len(answers) - 1)])
        asked.append(time.monotonic())

    return answer


# What is waited for


@pytest.mark.parametrize("status", [BUSY, "503 Service Unavailable"])
@pytest.mark.parametrize("said", ["", "soon", "-5", "Sat, 31 Feb 2026 25:00:00 GMT", "9" * 5000])
async def test_a_busy_server_that_names_no_time_is_asked_once_more_after_a_pause(
    serve: Serve, asked: list[float], status: str, said: str
) -> None:
    address = await serve(answering(asked, response(status=status, Retry_After=said), response(PAGE)))
    assert (await read(address, at=AT)).text == WHOLE
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 0.05


async def test_a_busy_server_is_waited_for_as_long_as_it_says(serve: Serve, asked: list[float]) -> None:
    phrases: list[str] = []
    address = await serve(answering(asked, response(status=BUSY, Retry_After="1"), response(PAGE)))
    assert (await read(address, at=AT, progress=phrases.append)).text == WHOLE
    assert asked[1] - asked[0] >= 0.99
    name = host(address)
    assert phrases[:3] == [f"connecting to {name}", f"{name} is busy, waiting 1 second", f"connecting to {name}"]


async def test_a_time_is_taken_by_the_servers_own_clock(serve: Serve, asked: list[float]) -> None:
    its_time = datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)
    busy = response(
        status=BUSY,
        Date=format_datetime(its_time, usegmt=True),
        Retry_After=format_datetime(its_time + timedelta(seconds=1), usegmt=True),
    )
    address = await serve(answering(asked, busy, response(PAGE)))
    assert (await read(address, at=AT)).text == WHOLE
    assert asked[1] - asked[0] >= 0.99


async def test_a_redirect_may_lead_to_a_busy_server(serve: Serve, asked: list[float]) -> None:
    busy = await serve(answering(asked, response(status=BUSY), response(PAGE)))
    address = await serve(response(status="302 Found", Location=f"{busy}/a"))
    assert (await read(address, at=AT)).url == f"{busy}/a"


# What is told


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (BUSY, "", "it was asked too often; wait a while and try again."),
        (BUSY, "0", "it was asked too often; wait a while and try again."),
        ("503 Service Unavailable", "", "the fault is on its side; try again later."),
    ],
)
async def test_a_server_that_stays_busy_is_asked_twice_and_no_more(
    serve: Serve, asked: list[float], status: str, said: str, told: str
) -> None:
    address = await serve(answering(asked, response(status=status, Retry_After=said))) + "/a"
    assert await refusal(address) == f"{address} answered {status}: {told}"
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (BUSY, "21", "it was asked too often; try again in 21 seconds."),
        (BUSY, "3600", "it was asked too often; try again in 60 minutes."),
        (BUSY, "Sun, 01 Mar 2026 14:30:00 GMT", "it was asked too often; try again in 3 hours."),
        ("503 Service Unavailable", "600", "the fault is on its side; try again in 10 minutes."),
    ],
)
async def test_a_server_that_asks_for_more_than_twenty_seconds_is_not_asked_again_and_the_user_told_when(
    serve: Serve, asked: list[float], status: str, said: str, told: str
) -> None:
    busy = response(status=status, Retry_After=said, Date="Sun, 01 Mar 2026 12:00:00 GMT")
    address = await serve(answering(asked, busy)) + "/a"
    assert await asyncio.wait_for(refusal(address), 5) == f"{address} answered {status}: {told}"
    assert len(asked) == 1


async def test_nothing_is_waited_for_longer_than_a_page_may_take(
    serve: Serve, asked: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 3.0)
    address = await serve(answering(asked, response(status=BUSY, Retry_After="5"))) + "/a"
    began = time.monotonic()
    assert await refusal(address) == f"{address} answered {BUSY}: it was asked too often; try again in 5 seconds."
    assert time.monotonic() - began < 3
    assert len(asked) == 1


async def test_cancelling_while_waiting_ends_it_at_once(serve: Serve, asked: list[float]) -> None:
    waiting = asyncio.Event()

    def progress(phrase: str) -> None:
        if "waiting" in phrase:
            waiting.set()

    address = await serve(answering(asked, response(status=BUSY, Retry_After="15")))
    task = asyncio.create_task(read(address, at=AT, progress=progress))
    await asyncio.wait_for(waiting.wait(), 10)
    task.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 1
    assert len(asked) == 1


# Many pages of one host


async def test_a_host_that_asked_to_be_left_alone_is_not_asked_for_the_next_page(
    serve: Serve, asked: list[float]
) -> None:
    hosts = Hosts()
    address = await serve(answering(asked, response(status=BUSY, Retry_After="600")))
    await refusal(f"{address}/a", hosts=hosts)
    assert await refusal(f"{address}/b", hosts=hosts) == (
        f"{host(address)} asked to be left alone for a while: try again in 10 minutes."
    )
    assert len(asked) == 1


async def test_the_other_hosts_are_asked_meanwhile(serve: Serve, asked: list[float]) -> None:
    hosts = internet(busy_example="127.0.0.1", news_example="127.0.0.1")
    address = await serve(answering(asked, response(status=BUSY, Retry_After="600"), response(PAGE)))
    await refusal(address.replace("127.0.0.1", "busy.example"), hosts=hosts)
    assert (await read(address.replace("127.0.0.1", "news.example"), at=AT, hosts=hosts)).text == WHOLE


# The header and the words


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        (" 7 ", 7),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90),
        ("Sunday, 01-Mar-26 12:01:30 GMT", 90),
        ("Sun Mar  1 12:01:30 2026", 90),
        ("Sun, 01 Mar 2026 13:01:30 +0100", 90),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("1.5", None),
        ("-1", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_time_to_wait_is_read_as_seconds_or_as_a_date(said: str, seconds: float | None) -> None:
    assert asked_wait({"retry-after": said}, NOW) == seconds


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_server_says_is_a_time_or_nothing(said: str, date: str) -> None:
    wait = asked_wait({"retry-after": said, "date": date}, NOW)
    assert wait is None or (wait >= 0 and duration(wait))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (99.1, "100 seconds"),
        (101, "2 minutes"),
        (3600, "60 minutes"),
        (2 * 3600, "2 hours"),
        (48 * 3600 + 1, "3 days"),
        (999_999_999, "11575 days"),
    ],
)
def test_a_time_is_told_in_words_and_never_too_short(seconds: float, words: str) -> None:
    assert duration(seconds) == words
