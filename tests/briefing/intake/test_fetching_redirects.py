"""Redirects from a real server on 127.0.0.1: which are followed, and in which words the others are refused."""

import asyncio

import pytest

from tests.briefing.intake.serving import AT, PAGE, WHOLE, Serve, host, read, refusal, response


def chain(hops: int) -> dict[str, bytes]:
    site = {f"/{n}": response(status="302 Found", Location=f"/{n + 1}") for n in range(hops)}
    return site | {f"/{hops}": response(PAGE)}


async def test_five_redirects_are_followed_and_the_last_address_is_the_articles(serve: Serve) -> None:
    address = await serve(chain(5))
    article = await read(f"{address}/0", at=AT)
    assert (article.source, article.url) == (f"{address}/0", f"{address}/5")


@pytest.mark.parametrize(
    "status", ["301 Moved Permanently", "303 See Other", "307 Temporary Redirect", "308 Permanent"]
)
async def test_every_kind_of_redirect_is_followed(serve: Serve, status: str) -> None:
    target = await serve(response(PAGE))
    address = await serve(response(status=status, Location=f"{target}/there"))
    assert (await read(address, at=AT)).url == f"{target}/there"


async def test_six_redirects_are_one_too_many(serve: Serve) -> None:
    address = await serve(chain(6))
    assert await refusal(f"{address}/0") == (
        f"{address}/0 redirects more than 5 times: open it in a browser to see where it leads."
    )


async def test_an_endless_redirect_ends(serve: Serve) -> None:
    address = await serve(response(status="302 Found", Location="/")) + "/"
    assert await refusal(address) == (
        f"{address} redirects more than 5 times: open it in a browser to see where it leads."
    )


@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("ftp://example.org/a", "ftp://example.org/a, which is no web page"),
        ("file:///etc/hostname", "file:/etc/hostname, which is no web page"),
        ("javascript:alert(1)", "what is no valid web address"),
        ("data:,x", "what is no valid web address"),
        ("http://0177.0.0.1/", "what is no valid web address"),
    ],
)
async def test_a_redirect_out_of_the_web_is_refused(serve: Serve, location: str, what: str) -> None:
    address = await serve(response(status="302 Found", Location=location))
    assert await refusal(address) == f"{host(address)} redirects to {what}: open it in a browser instead."


async def test_a_cookie_that_a_redirect_sets_goes_along(serve: Serve) -> None:
    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"Cookie: consent=yes" in request:
            writer.write(response(PAGE))
        else:
            writer.write(response(status="302 Found", Location="/", Set_Cookie="consent=yes; Path=/"))

    assert (await read(await serve(answer) + "/", at=AT)).text == WHOLE


@pytest.mark.parametrize("location", ["/", "http://ann:secret@127.0.0.1:99999/", "ftp://ann:secret@127.0.0.1/"])
async def test_a_password_is_not_told_when_a_redirect_is_refused(serve: Serve, location: str) -> None:
    address = await serve(response(status="302 Found", Location=location))
    assert "secret" not in await refusal(address.replace("://", "://ann:secret@") + "/")


async def test_a_redirect_to_a_port_that_cannot_be_is_refused(serve: Serve) -> None:
    address = await serve(response(status="302 Found", Location="http://127.0.0.1:99999/"))
    assert await refusal(address) == (
        f"{host(address)} redirects to http://127.0.0.1:99999/ (there is no port 99999): open it in a browser instead."
    )
