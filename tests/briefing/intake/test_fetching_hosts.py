"""Many pages at once, from a real server on 127.0.0.1 under many names: each host in turn, all of them side by side."""

import asyncio
import contextlib
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import httpcore
import pytest

from briefing.errors import SourceError
from briefing.intake import connecting, fetching
from briefing.intake.hosts import Hosts
from tests.briefing.intake.serving import AT, PAGE, WHOLE, Serve, host, internet, read, refusal, response


class Crowd:
    """Who is connected to a server, by the names it is called by.

    It takes `seconds` for an answer, and waits up to five until it has had `guests` at once. It answers once on a
    connection and leaves the closing to who asked.
    """

    def __init__(self, seconds: float = 0.05, guests: int = 1) -> None:
        self._seconds = seconds
        self._guests = guests
        self._enough = asyncio.Event()
        self._now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.most_together = 0
        self.served = 0
        self.requests: list[bytes] = []

    async def answer(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        found = re.search(rb"\r\nHost: ([^:\r]+)", request)
        assert found is not None
        name = found[1].decode()
        self._now[name] += 1
        self.most[name] = max(self.most[name], self._now[name])
        self.most_together = max(self.most_together, self._now.total())
        if self.most_together >= self._guests:
            self._enough.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._enough.wait(), 5)
        await asyncio.sleep(self._seconds)
        if b"GET /moved" in request:
            writer.write(response(status="302 Found", Location="/a", Connection="keep-alive"))
        else:
            writer.write(response(PAGE, Connection="keep-alive"))
        await writer.drain()
        self._now[name] -= 1
        await reader.read()
        self.served += 1


def at(address: str, *names: str) -> list[str]:
    """The URL under these names, "one" for one.example."""
    return [address.replace("127.0.0.1", f"{name}.example") for name in names]


NAMES = {"one_example": "127.0.0.1", "two_example": "127.0.0.1", "three_example": "127.0.0.1"}


async def never(_: bytes, reader: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_one_host_gives_one_page_at_a_time_and_others_theirs_meanwhile(serve: Serve) -> None:
    crowd = Crowd(guests=3)
    hosts = internet(**NAMES)
    urls = at(await serve(crowd.answer) + "/a", "one", "two", "one", "three", "one", "two")
    articles = await asyncio.gather(*(read(url, at=AT, hosts=hosts) for url in urls))
    assert [article.text for article in articles] == [WHOLE] * 6
    assert crowd.most == {"one.example": 1, "two.example": 1, "three.example": 1}
    assert crowd.most_together == 3


async def test_without_hosts_in_common_nobody_waits(serve: Serve) -> None:
    crowd = Crowd(guests=3)
    address = await serve(crowd.answer)
    await asyncio.gather(*(read(address, at=AT) for _ in range(3)))
    assert crowd.most_together == 3


async def test_a_redirect_takes_its_turn_where_it_leads(serve: Serve) -> None:
    crowd = Crowd()
    hosts = internet(**NAMES)
    address = await serve(crowd.answer)
    (target,) = at(address, "two")
    leading = await serve(response(status="302 Found", Location=f"{target}/moved"))
    await asyncio.gather(*(read(url, at=AT, hosts=hosts) for url in (leading, f"{target}/b", f"{target}/moved")))
    assert crowd.most == {"two.example": 1}


async def test_a_connection_is_announced_to_be_closed_and_is(serve: Serve) -> None:
    crowd = Crowd(0)
    address = await serve(crowd.answer)
    await asyncio.wait_for(read(f"{address}/moved", at=AT), 5)
    await asyncio.sleep(0.05)
    assert crowd.served == len(crowd.requests) == 2
    assert all(b"\r\nConnection: close\r\n" in request for request in crowd.requests)


async def test_waiting_for_ones_turn_takes_nothing_from_the_time_for_a_page(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 1.5)
    hosts = Hosts()
    await hosts.tls()
    address = await serve(response(PAGE))
    async with hosts.turn("127.0.0.1"):
        reading = asyncio.create_task(read(address, at=AT, hosts=hosts))
        await asyncio.sleep(1.7)
    assert (await reading).text == WHOLE


async def test_the_time_for_a_page_runs_when_its_turn_has_come(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.6)
    hosts = Hosts()
    address = await serve(never)
    async with hosts.turn("127.0.0.1"):
        reading = asyncio.create_task(refusal(address, hosts=hosts))
        await asyncio.sleep(0.1)
    assert await asyncio.wait_for(reading, 10) == (
        f"{host(address)} took longer than 1 s to send the page: try again later."
    )


async def test_progress_tells_that_a_turn_is_waited_for(serve: Serve) -> None:
    hosts = Hosts()
    address = await serve(Crowd().answer)
    connected = asyncio.Event()
    told: list[str] = []
    later: list[str] = []

    def progress(phrase: str) -> None:
        told.append(phrase)
        connected.set()

    first = asyncio.create_task(read(address, at=AT, hosts=hosts, progress=progress))
    await connected.wait()
    await read(address, at=AT, hosts=hosts, progress=later.append)
    await first
    assert told[0] == f"connecting to {host(address)}"
    assert later[:2] == [f"waiting for another page of {host(address)}", f"connecting to {host(address)}"]


async def test_who_is_stopped_or_fails_gives_the_turn_up(serve: Serve) -> None:
    hosts = Hosts()
    silent, broken, good = await serve(never), await serve(b""), await serve(response(PAGE))
    stopped = asyncio.create_task(read(silent, at=AT, hosts=hosts))
    waiting = asyncio.create_task(read(silent, at=AT, hosts=hosts))
    await asyncio.sleep(0.2)
    for task in (waiting, stopped):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    with pytest.raises(SourceError):
        await read(broken, at=AT, hosts=hosts)
    assert (await asyncio.wait_for(read(good, at=AT, hosts=hosts), 5)).text == WHOLE


async def test_the_certificates_are_loaded_once() -> None:
    hosts = Hosts()
    assert await hosts.tls() is await hosts.tls()


def test_hosts_for_files_need_no_network() -> None:
    told = "import sys; from briefing.intake.hosts import Hosts; Hosts(); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx", "asyncio", "ssl"} & set(modules)


# A host with several addresses


@contextlib.contextmanager
def deaf(port: int) -> Iterator[str]:
    """An address of this computer where nobody answers at `port`: whoever connects waits."""
    with contextlib.ExitStack() as stack:
        try:
            listening = stack.enter_context(socket.create_server(("127.0.0.3", port), backlog=0))
        except OSError:
            pytest.skip("needs 127.0.0.3, which only Linux has by itself")
        for _ in range(3):  # the queue of who waits to be accepted is full, and Linux answers nobody else
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield "127.0.0.3"


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


async def test_an_address_that_does_not_answer_costs_a_quarter_of_a_second(serve: Serve) -> None:
    address = await serve(response(PAGE))
    with deaf(port_of(address)) as silent:
        hosts = internet(news_example=[silent, "127.0.0.1"])
        await hosts.tls()
        began = time.monotonic()
        assert (await read(at(address, "news")[0], at=AT, hosts=hosts)).text == WHOLE
    assert 0.25 <= time.monotonic() - began < 3


async def test_an_address_that_refuses_is_passed_over(serve: Serve) -> None:
    hosts = internet(news_example=["127.0.0.4", "127.0.0.1"])
    assert (await read(at(await serve(response(PAGE)), "news")[0], at=AT, hosts=hosts)).text == WHOLE


async def test_when_no_address_answers_the_first_fault_is_told(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "CONNECT", 0.3)
    monkeypatch.setattr(connecting, "_HEAD_START", 0.05)
    address = await serve(response(PAGE))
    with deaf(port_of(address)) as silent:
        (url,) = at(address, "news")
        assert await refusal(url, hosts=internet(news_example=silent)) == (
            f"{host(url)} does not answer: check the address and the connection, or try again later."
        )
    free = url.replace(str(port_of(address)), "1")
    assert await refusal(free, hosts=internet(news_example=["127.0.0.4", "127.0.0.1"])) == (
        "news.example:1 refused the connection: check the address and its port, or try again later."
    )


async def test_a_connection_that_comes_second_is_closed(serve: Serve) -> None:
    hung_up = asyncio.Event()

    async def answer(_: bytes, reader: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await reader.read()
        hung_up.set()

    port = port_of(await serve(answer))

    async def connected() -> httpcore.AsyncNetworkStream:
        stream = await httpcore.AnyIOBackend().connect_tcp("127.0.0.1", port)
        await stream.write(b"GET / HTTP/1.1\r\n\r\n")
        return stream

    second = asyncio.create_task(connected())
    await second
    await connecting._give_up([second])
    await asyncio.wait_for(hung_up.wait(), 5)
