"""Bytes become text by their mark, by what declares their encoding, by what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.intake.decoding import declared_in, text_of

FRENCH = "Le ministre a déclaré à la presse que « l'été sera chaud » et que les forêts brûlées seront replantées."
RUSSIAN = "Министр заявил журналистам, что решение будет принято на следующей неделе. «Мы не можем ждать», сказал он."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(encoding: str) -> None:
    assert text_of(FRENCH.encode(encoding), ["windows-1252"]) == FRENCH


def test_both_byte_orders_of_utf_16_are_read() -> None:
    assert text_of(b"\xfe\xff" + FRENCH.encode("utf-16-be")) == FRENCH
    assert text_of(b"\xff\xfe" + FRENCH.encode("utf-16-le")) == FRENCH


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["latin-1", "shift_jis", "no-such-encoding"]))
def test_utf_8_that_is_not_all_ascii_is_utf_8_whatever_is_declared(text: str, declared: str) -> None:
    text = "é" + text
    assert text_of(text.encode(), [declared]) == text


@given(st.binary(), st.sampled_from(["utf-8", "ascii", "utf-16", "gb2312", "zip", "utf-7", "undefined", "\0", ""]))
def test_any_bytes_become_some_text(data: bytes, declared: str) -> None:
    assert isinstance(text_of(data, [declared]), str)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("ISO-8859-1", "cp1252", "“No,” she said — twice."),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN.replace("«", '"').replace("»", '"')),
        ("Shift_JIS", "cp932", "首相は「待てない」と述べた。①"),
        ("gb2312", "gb18030", "总理说：“我们不能再等了。”镕"),
        ("euc-kr", "cp949", "총리는 “더 기다릴 수 없다”고 말했다. 똠"),
        ("iso-2022-jp", "iso-2022-jp", "首相は述べた。"),
    ],
)
def test_a_declared_encoding_is_taken_as_browsers_take_it(declared: str, encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding), [declared]) == text


def test_a_wrong_declaration_gives_way_to_the_next() -> None:
    assert text_of(RUSSIAN.encode("cp1251"), ["utf-8", "windows-1251"]) == RUSSIAN


@pytest.mark.parametrize(("encoding", "text"), [("cp1252", FRENCH), ("cp1251", RUSSIAN)])
def test_without_a_declaration_the_bytes_tell(encoding: str, text: str) -> None:
    assert text_of((text * 3).encode(encoding)) == text * 3


@pytest.mark.parametrize("text", ["naïve résumé “quoted”", "Señor Núñez said “no”.", "café"])
def test_too_little_to_tell_is_windows_1252(text: str) -> None:
    assert text_of(text.encode("cp1252")) == text


def test_bytes_that_windows_1252_leaves_undefined_are_the_control_characters_of_browsers() -> None:
    assert text_of(b"caf\xe9 \x81\x8d", ["windows-1252"]) == "café \x81\x8d"


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    data = FRENCH.encode() + b" \xff " + FRENCH.encode()
    assert text_of(data, ["utf-8"]) == f"{FRENCH} \ufffd {FRENCH}"


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        (b'<html><head><meta charset="Windows-1251">', "Windows-1251"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html>', "iso-8859-2"),
        (b"<html><p>The charset=utf-8 of it</p>", None),
        (b"<title>x</title>" + b" " * 5000 + b"<meta charset=utf-8>", None),
    ],
)
def test_the_head_of_a_page_declares_its_encoding(page: bytes, declared: str | None) -> None:
    assert declared_in(page) == declared
