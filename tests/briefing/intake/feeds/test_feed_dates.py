"""Dates as feeds write them, and those that are not believed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.intake.feeds.dating import believed, moment

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Fri, 22 Nov 2019 09:30:00 +0000", "2019-11-22T09:30:00Z"),
        ("Fri, 22 Nov 2019 09:30:00 GMT", "2019-11-22T09:30:00Z"),
        ("22 Nov 2019 09:30 -0500", "2019-11-22T09:30-05:00"),
        ("Friday, 22 November 2019 9:30:00 PST", "2019-11-22T09:30:00-08:00"),
        ("fri, 22 nov 19 09:30:00 edt", "2019-11-22T09:30:00-04:00"),
        ("Fri, 22-Nov-2019 09:30:00 UTC", "2019-11-22T09:30:00Z"),
        ("Fri 22 Nov, 2019, 09:30:00 GMT+2", "2019-11-22T09:30:00+02:00"),
        ("Fri,  22 Nov 2019\n 09:30:00 +05:30 (IST)", "2019-11-22T09:30:00+05:30"),
        ("Mon, 22 Nov 2019 09:30:00 GMT", "2019-11-22T09:30:00Z"),  # a wrong weekday
        ("Fri, 22 Nov 2019 09:30:00 IST", "2019-11-22T09:30:00"),  # of India, Israel or Ireland
        ("Fri, 22 Nov 2019 09:30:00 -0000", "2019-11-22T09:30:00"),
        ("Fri, 22 Nov 2019 09:30:00", "2019-11-22T09:30:00"),
        ("Fri, 22 Nov 2019", "2019-11-22"),
        ("22nd Nov 2019 at 9:30 p.m. BST", "2019-11-22T21:30+01:00"),
        ("November 22, 2019 12:05 AM EST", "2019-11-22T00:05-05:00"),
        ("Nov. 22, 2019", "2019-11-22"),
        ("Fri Nov 22 09:30:00 PST 2019", "2019-11-22T09:30:00-08:00"),
        ("1 Jan 80 00:00 Z", "1980-01-01T00:00Z"),
        ("2019-11-22T09:30:00Z", "2019-11-22T09:30:00Z"),
        ("2019-11-22T09:30:00.1234567+0100", "2019-11-22T09:30:00.123456+01:00"),
        ("2019-11-22 09:30:00", "2019-11-22T09:30:00"),
        ("2019/11/22 09:30", "2019-11-22T09:30"),
        ("20191122T093000Z", "2019-11-22T09:30:00Z"),
        ("2019-11-22", "2019-11-22"),
        ("2019-11", "2019-11"),
        ("2026-03-02T11:59:59Z", "2026-03-02T11:59:59Z"),  # a clock that is fast, or a day ahead of UTC
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written: str, date: str) -> None:
    assert believed(written, NOW) == date


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "yesterday", "2019", "1574415000", "22.11.2019", "11/12/2019", "10-11-12"),
        *("31 Feb 2019 09:30 GMT", "22 Nov 2019 25:00 GMT", "22 Foo 2019", "2019-13-01", "22 Nov 2019 13:00 PM"),
        *("Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "1900-01-01", "Sat, 30 Dec 1899 00:00:00 GMT"),
        *("2026-03-02T12:00:01Z", "2199-01-01", "Fri, 22 Nov 2049 09:30:00 GMT", "9999-12-31T23:59:59-23:59"),
        "22 Nov 2019 " + "0" * 100,
    ],
)
def test_a_date_that_may_be_wrong_is_none(written: str) -> None:
    assert believed(written, NOW) is None


@settings(deadline=None)
@given(
    st.text(max_size=40) | st.from_regex(r"\w{0,4},? ?[0-9]{1,2} \w{3} [0-9]{2,4} [0-9]{1,2}:[0-9]{2} ?[+-]?\w{0,5}")
)
def test_any_text_is_a_date_that_exists_or_none(written: str) -> None:
    date = believed(written, NOW)
    assert date is None or datetime(1970, 12, 31, tzinfo=UTC) <= moment(date) <= datetime(2026, 3, 2, 12, tzinfo=UTC)


@settings(deadline=None)
@given(st.datetimes(datetime(1971, 1, 2), datetime(2026, 2, 27)), st.integers(-14 * 4, 14 * 4))
def test_every_moment_comes_through_rfc_822_and_iso_8601(naive: datetime, quarters: int) -> None:
    from datetime import timedelta, timezone
    from email.utils import format_datetime

    written = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    for text in (format_datetime(written), written.isoformat()):
        date = believed(text, NOW)
        assert date is not None
        if not text.endswith("-0000"):
            assert moment(date) == written
