"""Pages that are too large or damaged, packed or not, from a real server on 127.0.0.1."""

import gzip
import tracemalloc
import zlib

import pytest

from briefing.intake.inflating import Inflater, TooLarge
from tests.briefing.intake.serving import AT, PAGE, Serve, read, refusal, response

MEGABYTES = 10_000_000


async def test_ten_megabytes_are_read(serve: Serve) -> None:
    text = (b"All work and no play makes Jack a dull boy.\n" * 300_000)[:MEGABYTES]
    address = await serve(response(text, Content_Type="text/plain"))
    assert len((await read(address, at=AT)).text) == MEGABYTES


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content_Length": ""}, {"Content_Length": "", "Content_Encoding": "gzip"}, {"Content_Encoding": "gzip"}],
    ids=["told at once", "counted", "packed, counted", "packed, its packed length told"],
)
async def test_a_byte_more_than_ten_megabytes_is_refused(serve: Serve, headers: dict[str, str]) -> None:
    body = b"a" * (MEGABYTES + 1)
    if "Content_Encoding" in headers:
        body = gzip.compress(body)
        assert len(body) < 20_000
    address = await serve(response(body, Content_Type="text/plain", **headers)) + "/a"
    assert await refusal(address) == (
        f"The page at {address} is larger than 10 MB, which is no article: check the address."
    )


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """100 MB of zeros in 100 kB of gzip."""
    packer = zlib.compressobj(wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


def test_a_packed_page_that_would_fill_the_memory_is_not_unpacked(bomb: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            Inflater("gzip", MEGABYTES).feed(bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2.5 * MEGABYTES


async def test_such_a_page_is_refused_in_the_same_words(serve: Serve, bomb: bytes) -> None:
    address = await serve(response(bomb, Content_Encoding="gzip")) + "/a"
    assert await refusal(address) == (
        f"The page at {address} is larger than 10 MB, which is no article: check the address."
    )


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(PAGE, mtime=0)[:-20]), ("gzip", b"no gzip at all"), ("deflate", b"\xff" * 50)],
)
async def test_a_damaged_packed_page(serve: Serve, coding: str, body: bytes) -> None:
    address = await serve(response(body, Content_Encoding=coding)) + "/a"
    assert await refusal(address) == f"The page at {address} arrived damaged: try again."


async def test_a_packing_that_was_not_asked_for(serve: Serve) -> None:
    address = await serve(response(PAGE, Content_Encoding="br")) + "/a"
    assert "is packed in a way that was not asked for (br)" in await refusal(address)
