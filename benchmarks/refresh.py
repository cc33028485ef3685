"""The refresh of many feeds beside the ideal: what a server that waits before each answer leaves no way around.

    python -m benchmarks.refresh [--feeds 200] [--wait 0.05] [--items 30] [--rounds 5] [--at-once 8]

The feeds come from a server of its own process on loopback. One host is asked for one feed at a time, so each feed has
a host of its own (127.0.0.1, 127.0.0.2, …; Linux only). The ideal is `feeds × wait / side by side`. Rounds are whole
answers of which all items and then a few are new, and answers that nothing has changed (304); then the command `readout
feeds refresh`, with its start, its imports and the backup of the day. CPU is what the process used; "waited" is for how
long its main thread could have gone on and other processes had the processor: on a machine that is busy it is part of
the time. RSS is this process's after each round.
"""

import argparse
import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import briefing.intake.feeds.fetching  # noqa: F401  imported when a feed is first asked: the command's row has that
from benchmarks.children import READOUT, environment
from stores.feeds import Feeds, Wanted
from tui.refreshing import AT_ONCE, Event, Failed, Looked, Refresher

_LEAD = "The council voted on Friday to keep the harbour, and said that it would ask the government to pay. " * 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--wait", type=float, default=0.05)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(_serve(options))
        return
    ideal = options.feeds * options.wait / options.at_once
    print(f"{options.feeds} feeds of {options.items} items, {options.wait * 1000:.0f} ms before each answer")
    print(f"{options.at_once} side by side, ideal {ideal:.2f} s (asked: within twice the ideal)")
    with tempfile.TemporaryDirectory() as name, _served(options) as port:
        place = Path(name)
        asyncio.run(_rounds(place / "library", port, options, ideal))
        _command(place, port, options, ideal)


async def _rounds(library: Path, port: int, options: argparse.Namespace, ideal: float) -> None:
    with Feeds.open(library) as feeds:
        feeds.subscribe_all(Wanted(address) for address in _addresses(port, options.feeds))
        refresher = Refresher(feeds, at_once=options.at_once)
        for number in range(1, options.rounds + 1):
            took, new = await _round(refresher, force=True)
            _say(f"round {number}, {new:5} new", took, ideal)
        for number in range(1, 3):
            took, new = await _round(refresher, which=[one.id for one in feeds.subscriptions()])
            _say(f"nothing changed, {number}", took, ideal)


class _Taken(NamedTuple):
    """Seconds that a round took, that its process computed, that its main thread waited for a processor."""

    wall: float
    cpu: float = 0.0
    waited: float = 0.0


async def _round(refresher: Refresher, which: list[str] | None = None, *, force: bool = False) -> tuple[_Taken, int]:
    events: list[Event] = []
    begin, cpu, waited = time.perf_counter(), time.process_time(), _waited()
    await refresher.refresh(events.append, which, force=force)
    took = _Taken(time.perf_counter() - begin, time.process_time() - cpu, _waited() - waited)
    failed = [event.why for event in events if isinstance(event, Failed)]
    assert not failed, failed[:3]
    return took, sum(len(event.new) for event in events if isinstance(event, Looked))


def _command(place: Path, port: int, options: argparse.Namespace, ideal: float) -> None:
    env = environment(place, READOUT_LIBRARY=str(place / "another"))
    (place / "urls").write_text("\n".join(_addresses(port, options.feeds)) + "\n")
    subprocess.run([READOUT, "feeds", "import", str(place / "urls")], env=env, check=True, stdout=subprocess.DEVNULL)
    begin = time.perf_counter()
    subprocess.run([READOUT, "feeds", "refresh"], env=env, check=True, stdout=subprocess.DEVNULL)
    _say("readout feeds refresh", _Taken(time.perf_counter() - begin), ideal)


def _say(what: str, took: _Taken, ideal: float) -> None:
    gc.collect()
    more = f"  CPU {took.cpu:4.2f} s, waited {took.waited:4.2f} s  RSS {_rss():5.1f} MiB" if took.cpu else ""
    print(f"  {what:21}  {took.wall:5.2f} s  {took.wall / ideal:5.2f} × ideal{more}", flush=True)


def _waited() -> float:
    """Seconds for which the main thread was ready to run and did not."""
    return int(Path("/proc/self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


def _rss() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _addresses(port: int, number: int) -> list[str]:
    return [f"http://127.0.{at // 250}.{at % 250 + 1}:{port}/feed" for at in range(number)]


@contextmanager
def _served(options: argparse.Namespace) -> Iterator[int]:
    told = ["--feeds", str(options.feeds), "--wait", str(options.wait), "--items", str(options.items)]
    command = [sys.executable, "-m", "benchmarks.refresh", "--serve", *told]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.kill()


async def _serve(options: argparse.Namespace) -> None:
    """Answer each feed with items of which two are new each time; the same to who asks whether it has changed."""
    asked: dict[str, int] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        host = next(line for line in request.splitlines() if line.lower().startswith("host:"))
        await asyncio.sleep(options.wait)
        if "if-none-match:" in request.lower():
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "one"\r\nConnection: close\r\n\r\n')
        else:
            asked[host] = asked.get(host, -1) + 1
            body = _feed(options.items, 2 * asked[host]).encode()
            head = 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "one"\r\nConnection: close\r\n'
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    hosts = [address.split("/")[2].partition(":")[0] for address in _addresses(0, options.feeds)]
    first = await asyncio.start_server(answer, hosts[0], 0)
    port = first.sockets[0].getsockname()[1]
    rest = await asyncio.start_server(answer, hosts[1:], port) if hosts[1:] else first
    print(port, flush=True)
    await asyncio.gather(first.serve_forever(), rest.serve_forever())


def _feed(items: int, newest: int) -> str:
    listed = "".join(
        f"<item><title>Harbour kept, part {number}</title><link>https://example.org/{number}</link>"
        f"<guid>{number}</guid><description>{_LEAD}</description></item>\n"
        for number in range(newest + items, newest, -1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>{listed}</channel></rss>'


if __name__ == "__main__":
    main()
