"""The article's page in the browser, its text in the pager."""

from dataclasses import replace
from pathlib import Path

import pytest
from briefings import a_briefing
from desk_in_a_terminal import DeskInATerminal
from driving import sitting_at
from harbour_news import HEADLINE, TEXT, URL, harbour_news
from libraries import keep
from programs import Program

from stores.library import Library

QUOTE = "“We will not sell the harbour, and we will not close it either,”"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The directory of a library with the harbour's briefing."""
    keep(tmp_path / "library", harbour_news())
    return tmp_path / "library"


@pytest.mark.parametrize("where", ["desk", "evidence"])
def test_o_gives_the_address_to_the_browser(where: str, directory: Path, tmp_path: Path) -> None:
    browser = Program(tmp_path / "bin", "browser")
    with DeskInATerminal(directory, BROWSER=str(browser.path)) as desk:
        desk.until_open()
        if where == "evidence":
            desk.press("\r")
            desk.until_seen("Evidence")
        desk.press("o")
        desk.until_seen("▌ Opened")
        assert browser.arguments == [URL]
        desk.press("q")
        assert desk.ended() == 0


def test_a_browser_that_draws_in_the_terminal_gets_it_and_gives_it_back(directory: Path, tmp_path: Path) -> None:
    browser = Program(tmp_path / "bin", "drawing", then='echo "a page is drawn"; read key < /dev/tty')
    with DeskInATerminal(directory, BROWSER=str(browser.path)) as desk:
        desk.until_open()
        desk.press("o")
        desk.until_seen("a page is drawn")
        assert not desk.modes()["1049"]
        desk.press("\n")
        desk.until_seen("▌ Opened")
        assert desk.modes()["1049"]
        desk.press("4")
        desk.until_seen("Check the 400 jobs.")


@pytest.mark.parametrize("browser", ["/nowhere/browser", "false"])
def test_a_browser_that_fails_is_a_sentence(browser: str, directory: Path) -> None:
    with DeskInATerminal(directory, BROWSER=browser) as desk:
        desk.until_open()
        desk.press("o")
        desk.until_seen("BROWSER")
        assert desk.modes()["1049"]
        desk.press("4")
        desk.until_seen("Check the 400 jobs.")


async def test_an_article_of_a_file_has_no_address(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("J", "o")
        assert "This article has no web address: it was read from a file or from pasted text." in desk.toast


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "ftp://harbour.example/a",
        "data:text/html,<p>",
        "https:",
        "//harbour.example/a",
        "http://[harbour",
        "--version",
        "harbour.example",
    ],
)
async def test_only_web_addresses_are_opened(
    address: str, empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Program(tmp_path / "bin", "browser")
    monkeypatch.setenv("BROWSER", f"{browser.path} %s &")
    empty.add(a_briefing(url=address))
    async with sitting_at(empty) as desk:
        await desk.press("o")
        assert "Only http and https addresses are opened, and this is another:" in desk.toast
        assert address.replace(" ", "") in desk.toast.replace(" ", "")
    assert not browser.was_run


@pytest.mark.parametrize("where", ["desk", "evidence"])
def test_P_gives_the_article_to_the_pager_and_comes_back(where: str, directory: Path, tmp_path: Path) -> None:
    pager = Program(tmp_path / "bin", "pager", reads=True, then='echo "the pager pages"; read key < /dev/tty')
    with DeskInATerminal(directory, PAGER=f"{pager.path} --plain -s") as desk:
        desk.until_open()
        if where == "evidence":
            desk.press("\r")
            desk.until_seen("Evidence")
        desk.press("P")
        desk.until_seen("the pager pages")
        assert not desk.modes()["1049"]
        assert pager.arguments == ["--plain", "-s"]
        assert pager.input == f"{HEADLINE}\n\n{TEXT}"
        desk.press("\n")
        desk.until(lambda: desk.modes()["1049"], "the desk had the terminal again")
        if where == "evidence":
            desk.until_seen("Evidence")
            desk.press("\x1b")
            desk.until_seen("Readout")
        desk.press("4")
        desk.until_seen("Check the 400 jobs.")


def test_ctrl_c_in_the_pager_is_the_pagers(directory: Path, tmp_path: Path) -> None:
    then = 'trap "echo heard it" INT; echo "the pager pages"; read key < /dev/tty; read key < /dev/tty'
    pager = Program(tmp_path / "bin", "pager", reads=True, then=then)
    with DeskInATerminal(directory, PAGER=str(pager.path)) as desk:
        desk.until_open()
        desk.press("P")
        desk.until_seen("the pager pages")
        desk.press("\x03")
        desk.until_seen("heard it")
        desk.press("\n")
        desk.until(lambda: desk.modes()["1049"], "the desk had the terminal again")
        desk.press("4")
        desk.until_seen("Check the 400 jobs.")


@pytest.mark.parametrize("pager", ["/nowhere/pager", "less 'unclosed", "/etc"])
def test_a_pager_that_cannot_be_started_is_a_sentence_and_the_desk_goes_on(pager: str, directory: Path) -> None:
    with DeskInATerminal(directory, PAGER=pager) as desk:
        desk.until_open()
        desk.press("P")
        desk.until_seen("set")
        desk.until_seen("PAGER")
        assert desk.modes()["1049"]
        desk.press("4")
        desk.until_seen("Check the 400 jobs.")


@pytest.mark.parametrize("pager", ["", "  "])
def test_without_a_pager_of_ones_own_it_is_less(pager: str, directory: Path, tmp_path: Path) -> None:
    less = Program(tmp_path / "bin", "less", reads=True)
    with DeskInATerminal(directory, PAGER=pager, PATH=str(tmp_path / "bin")) as desk:
        desk.until_open()
        desk.press("P")
        desk.until(lambda: less.was_run and desk.modes()["1049"], "less was run")
        assert TEXT in less.input


async def test_what_could_act_on_the_terminal_reaches_the_pager_as_signs(tmp_path: Path) -> None:
    news = harbour_news()
    text = news.article.text + "\x1b]0;title\x07\x9b31m"
    keep(tmp_path / "library", replace(news, article=replace(news.article, text=text)))
    pager = Program(tmp_path / "bin", "pager", reads=True)
    with DeskInATerminal(tmp_path / "library", PAGER=str(pager.path)) as desk:
        desk.until_open()
        desk.press("P")
        desk.until(lambda: pager.was_run and desk.modes()["1049"], "the pager was run")
        assert pager.input.endswith("␛]0;title␇␦31m")


async def test_where_the_terminal_cannot_be_lent_P_says_so(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("P")
        assert "cannot be given to another program" in desk.toast
