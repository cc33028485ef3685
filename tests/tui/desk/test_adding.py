"""Adding an article: a path, a URL, pasted text; what goes wrong is said in the dialog and can be put right there."""

import asyncio
from pathlib import Path

import pytest
from command_line import NEWS
from driving import Reader, sitting_at

from briefing.intake import Original
from stores.library import Library
from tests.briefing.intake.serving import Serve, page, response

QUOTE = "“We will not sell the harbour to anybody,”"
LEAD = "The council keeps the harbour."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article in a text file."""
    file = tmp_path / "council.txt"
    file.write_text(NEWS)
    return file


async def submit(desk: Reader, source: str) -> None:
    await desk.press("a")
    await desk.until_seen("Add an article")
    await desk.paste(source)
    await desk.press("enter")


async def test_a_path_is_read_briefed_kept_and_opened(empty: Library, article: Path) -> None:
    async with sitting_at(empty) as desk:
        await submit(desk, str(article))
        await desk.until_seen(f"Kept: {LEAD}")
        assert QUOTE in desk.words
        assert "1/1" in desk.lines[0]
        assert desk.pane == 2
    (entry,) = empty.entries()
    assert entry.headline == LEAD
    assert empty.get(entry.id).article.text == NEWS
    assert empty.get(entry.id).article.source == str(article)


async def test_a_path_may_be_typed_with_a_tilde(empty: Library, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(article.parent))
    async with sitting_at(empty) as desk:
        await desk.press("a")
        await desk.type("~/council.txt")
        await desk.press("enter")
        await desk.until_seen(f"Kept: {LEAD}")


async def test_a_dropped_path_comes_in_quotation_marks(empty: Library, article: Path) -> None:
    async with sitting_at(empty) as desk:
        await submit(desk, f"'{article}' ")
        await desk.until_seen(f"Kept: {LEAD}")


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
async def test_pasted_text_is_an_article(line_end: str, empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await desk.press("a")
        await desk.paste(NEWS.replace("\n", line_end))
        assert "pasted text of 33 words" in desk.words
        assert "Enter reads the pasted text, Esc drops it." in desk.words
        await desk.press("enter")
        await desk.until_seen(f"Kept: {LEAD}")
        assert QUOTE in desk.words
    assert empty.get(empty.entries()[0].id).article.text == NEWS.strip("\n")


async def test_pasted_text_can_be_dropped_before_the_dialog_is_left(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        before = desk.screen
        await desk.press("a")
        await desk.paste(NEWS)
        await desk.press("escape")
        assert "pasted text" not in desk.widget("#add Input").placeholder
        await desk.press("enter")
        assert "Type or paste a URL or a path" in desk.words
        await desk.press("escape")
        assert desk.screen == before
    assert empty.entries() == []


async def test_a_long_line_of_pasted_text_is_an_article_too(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await submit(
            desk, "“We will not sell the harbour to anybody,” Mayor Ada Byron told The Harbour Post on Friday."
        )
        await desk.until_seen("Kept: “We will not sell the harbour")


async def test_a_page_is_fetched_from_its_address(empty: Library, serve: Serve) -> None:
    address = await serve({"/bridge": response(page().encode())})
    async with sitting_at(empty) as desk:
        await submit(desk, f"{address}/bridge")
        await desk.until_seen("Kept: Bridge to be closed")
        assert "“We cannot wait any longer,”" in desk.words
        await desk.press("1")
        assert f"{address}/bridge" in desk.words
    assert empty.get(empty.entries()[0].id).article.url == f"{address}/bridge"
    assert empty.original(empty.entries()[0].id) == Original(page().encode(), "html")


async def test_an_error_is_read_in_the_dialog_and_put_right_there(empty: Library, article: Path) -> None:
    wrong = str(article.with_name("counsel.txt"))
    async with sitting_at(empty) as desk:
        await submit(desk, wrong)
        await desk.until_seen("! There is no file")
        assert f"{wrong}:checkthepath." in desk.read("#add-status").replace(" ", "")
        assert empty.entries() == []
        await desk.press(*["backspace"] * len("sel.txt"))
        await desk.type("cil.txt")
        await desk.press("enter")
        await desk.until_seen(f"Kept: {LEAD}")
    assert len(empty.entries()) == 1


def _is_sentence(status: str) -> bool:
    """Whether the status is an error, and all of it is drawn: it may take another line than the one before."""
    return status.startswith("!") and status.endswith(".")


async def test_each_thing_that_goes_wrong_is_a_sentence_in_the_dialog(
    empty: Library, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "empty.txt").touch()
    address = await serve({"/bare": response(b"<html><body><nav>Home</nav></body></html>")})
    async with sitting_at(empty, (120, 36)) as desk:
        await desk.press("a")
        for source in (
            str(tmp_path),
            str(tmp_path / "picture.txt"),
            str(tmp_path / "empty.txt"),
            f"{address}/missing",
            f"{address}/bare",
            "http://127.0.0.1:1/",
            "ftp://127.0.0.1/article",
            "~nobody-of-this-name/article.txt",
            "http://[::1/",
        ):
            field = desk.widget("#add Input")
            await desk.press("end", "ctrl+u")
            await desk.paste(source)
            assert field.value == source
            await desk.press("enter")
            await desk.until(lambda: _is_sentence(desk.read("#add-status")), f"{source} was refused in a sentence")
            assert field.value == source
            assert field.has_focus
        await desk.press("escape")
        assert "Add an article" not in desk.words
    assert empty.entries() == []


async def test_nothing_is_fetched_offline(empty: Library, serve: Serve) -> None:
    asked: list[bytes] = []

    async def remember(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(request)

    address = await serve(remember)
    async with sitting_at(empty, offline=True) as desk:
        await submit(desk, f"{address}/bridge")
        await desk.until_seen("offline")
    assert asked == []


async def test_esc_stops_a_slow_server_keeps_nothing_and_the_dialog_goes_on(
    empty: Library, serve: Serve, article: Path
) -> None:
    asked, left = asyncio.Event(), asyncio.Event()

    async def never(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<p>")
        asked.set()
        await reader.read()
        left.set()

    address = await serve(never)
    async with sitting_at(empty) as desk:
        await submit(desk, f"{address}/slow")
        await desk.until(asked.is_set, "the server was asked")
        assert "Esc stops" in desk.words
        turning = desk.read("#add-status")
        await desk.until(lambda: desk.read("#add-status") != turning, "the sign of work turned")
        await desk.press("escape")
        assert "Stopped; nothing was kept." in desk.words
        await desk.until(left.is_set, "the connection was closed")
        await desk.pilot.pause(0.25)
        assert "Stopped; nothing was kept." in desk.words
        await desk.press("ctrl+u")
        await desk.paste(str(article))
        await desk.press("enter")
        await desk.until_seen(f"Kept: {LEAD}")
    assert [entry.headline for entry in empty.entries()] == [LEAD]


async def test_enter_twice_asks_the_server_once(empty: Library, serve: Serve) -> None:
    asked: list[bytes] = []

    async def never(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(request)
        await reader.read()

    address = await serve(never)
    async with sitting_at(empty) as desk:
        await submit(desk, f"{address}/slow")
        await desk.until(lambda: asked, "the server was asked")
        await desk.press("enter", "enter")
        turning = desk.read("#add-status")
        await desk.until(lambda: desk.read("#add-status") != turning, "the sign of work turned")
        await desk.press("escape", "escape")
        assert "SAMPLE" in desk.lines[0]
    assert len(asked) == 1
    assert empty.entries() == []


async def test_standard_input_is_not_read_from_there(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await submit(desk, "-")
        await desk.until_seen("! Standard input is where the desk reads your keys")


async def test_an_article_already_there_is_said_to_be_and_opened(library: Library, article: Path) -> None:
    async with sitting_at(library) as desk:
        await submit(desk, str(article))
        await desk.until_seen(f"Kept: {LEAD}")
        await desk.press("J", "J", "J")
        assert "4/4" in desk.lines[0]
        await submit(desk, str(article))
        await desk.until_seen(f"Already in your library: {LEAD}")
        assert "1/4" in desk.lines[0]
        assert QUOTE in desk.words
    assert len(library.entries()) == 4


async def test_an_analysis_that_breaks_is_told_and_the_dialog_goes_on(
    empty: Library, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(article: object, **told: object) -> None:
        raise ZeroDivisionError("no sentence left")

    async with sitting_at(empty) as desk:
        with monkeypatch.context() as broken:
            broken.setattr("briefing.pipeline.brief", breaks)
            await submit(desk, str(article))
            await desk.until_seen("! Readout broke on this article (ZeroDivisionError: no sentence left)")
        await desk.press("enter")
        await desk.until_seen(f"Kept: {LEAD}")


async def test_a_library_that_cannot_be_written_is_said_in_the_dialog(
    empty: Library, article: Path, tmp_path: Path
) -> None:
    async with sitting_at(empty) as desk:
        (tmp_path / "library").write_text("a file where the directory should be")
        await submit(desk, str(article))
        await desk.until_seen("nothing was changed")
        assert "Add an article" in desk.words


async def test_adding_from_the_list_ends_on_the_new_briefing(library: Library, article: Path) -> None:
    async with sitting_at(library) as desk:
        await desk.press("b")
        await submit(desk, str(article))
        await desk.until_seen(f"Kept: {LEAD}")
        assert f"Readout · {LEAD}" in desk.words


async def test_enter_with_nothing_typed_asks_again_and_esc_closes(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        before = desk.screen
        await desk.press("a", "enter")
        assert "Type or paste a URL or a path" in desk.words
        await desk.press("escape")
        assert desk.screen == before
