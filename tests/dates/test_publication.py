"""Header dates: one row a style; the second column is the value, the third the stretch of the line it was read from."""

import pytest

from pipeline.dates.publication import parse_absolute

ROWS = [
    ("time:2025-03-06 20:30:36", "2025-03-06T20:30:36", "2025-03-06 20:30:36"),
    ("2025-03-06T20:30:36Z", "2025-03-06T20:30:36Z", "2025-03-06T20:30:36Z"),
    ("2025-03-06T20:30:36.123+0800", "2025-03-06T20:30:36+08:00", "2025-03-06T20:30:36.123+0800"),
    ("08:33, March 12, 2025 By Staff", "2025-03-12T08:33", "08:33, March 12, 2025"),
    ("Published: 16:27, March 14, 2025", "2025-03-14T16:27", "16:27, March 14, 2025"),
    ("March 5, 2024 - 08:21 am", "2024-03-05T08:21", "March 5, 2024 - 08:21 am"),
    ("Thu, 06 Mar 2025 20:30:36 +0800", "2025-03-06T20:30:36+08:00", "Thu, 06 Mar 2025 20:30:36 +0800"),
    ("Jul. 5, 2024, 10:11 PM ET", "2024-07-05T22:11-04:00", "Jul. 5, 2024, 10:11 PM ET"),
    ("Jan. 5, 2024, 10:11 PM ET", "2024-01-05T22:11-05:00", "Jan. 5, 2024, 10:11 PM ET"),
    ("First published on Sun 3 Mar 2024 06.00 GMT", "2024-03-03T06:00Z", "Sun 3 Mar 2024 06.00 GMT"),
    ("Oct 3 2024 | 4:05pm", "2024-10-03T16:05", "Oct 3 2024 | 4:05pm"),
    ("Updated 5th of March, 2024", "2024-03-05", "5th of March, 2024"),
    ("1 September 2024 · 3 min read", "2024-09-01", "1 September 2024"),
    ("2024-03-05 08:21 (Beijing Time)", "2024-03-05T08:21+08:00", "2024-03-05 08:21 (Beijing Time)"),
    ("Mon., Sept 2, 2024 16:27 pm", "2024-09-02T16:27", "Mon., Sept 2, 2024 16:27 pm"),
    ("12:05 AM, Mar 5 2024", "2024-03-05T00:05", "12:05 AM, Mar 5 2024"),
    ("Date: May-04-2023", "2023-05-04", "May-04-2023"),
    ("last modified 11.03.25", "2025-03-11", "11.03.25"),
]
NONE = ["Updated 3 hours ago", "LISBON, March 5 --", "Feb. 31, 2024", "March 2025", "Call 555-12-2024", "v1.2.2024", ""]


@pytest.mark.parametrize(("line", "value", "text"), ROWS)
def test_header_styles(line: str, value: str, text: str) -> None:
    found = parse_absolute(line)
    assert found is not None
    assert (found.value, line[found.start : found.end]) == (value, text)


@pytest.mark.parametrize("line", NONE)
def test_no_full_date(line: str) -> None:
    assert parse_absolute(line) is None


@pytest.mark.parametrize(("order", "value"), [("MDY", "2025-12-03"), ("DMY", "2025-03-12")])
def test_order_decides_only_where_numbers_do_not(order: str, value: str) -> None:
    assert parse_absolute("12/03/2025", order).value == value  # type: ignore[union-attr,arg-type]
    assert parse_absolute("13/03/2025", order).value == "2025-03-13"  # type: ignore[union-attr,arg-type]
