"""The README says what the program does: its keys are those of the command table, its pictures exist."""

import re
from pathlib import Path

from tui.desk.command_table import markdown_table

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
KEYS = re.compile(
    r"(?<=<!-- keys: made from the command table by `make readme` -->\n).*?(?=<!-- end of keys -->)", re.DOTALL
)


def test_the_keys_of_the_readme_are_those_of_the_command_table() -> None:
    found = KEYS.search(README.read_text(encoding="utf-8"))
    assert found and found[0].strip() == markdown_table(), "run `make readme`"


def test_the_two_commands_stand_on_the_first_screen() -> None:
    first_screen = README.read_text(encoding="utf-8").splitlines()[:24]
    assert any("make run" in line for line in first_screen)
    assert any("make test" in line for line in first_screen)


def test_every_picture_of_the_readme_is_there_and_asks_no_host_for_anything() -> None:
    shown = set(re.findall(r"\((screenshots/[^)]+\.svg)\)", README.read_text(encoding="utf-8")))
    assert shown
    for picture in shown:
        svg = (ROOT / picture).read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|<image|href=", svg.replace("url(#", "")), picture


if __name__ == "__main__":  # make readme
    README.write_text(KEYS.sub(lambda _: markdown_table() + "\n", README.read_text(encoding="utf-8")), encoding="utf-8")
