"""Headers: one row a style. The head is followed by the same two paragraphs; the columns are what is to be read."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document, from_text
from pipeline.ingest.names import bare, signed

BODY = """
The mill on the river has been sold to the people who used to work in it, its owners said on Monday.

About ninety of them paid 2,000 crowns each, and a bank lent them the rest for twelve years.
"""
# head, title, byline, published
HEADS = [
    ("Mill workers buy their mill\nBy Ana Roe\n5 May 2024", "Mill workers buy their mill", "Ana Roe", "2024-05-05"),
    ("Mill workers buy their mill\n\nAna Roe\n\nMay 5, 2024 - 08:21 am", "Mill workers buy their mill", "Ana Roe", "2024-05-05T08:21"),
    ("Published: 16:27, May 5, 2024\nBought up\nBy Li Na\nNinety workers own the mill", "Bought up", "Li Na", "2024-05-05T16:27"),
    ("【River site】Mill workers buy their mill\nSource:River site time:2024-05-05 20:30:36", "Mill workers buy their mill", None, "2024-05-05T20:30:36"),
    (" date 2024-05-05 Mill workers buy their mill\n\n08:33, May 5, 2024", "Mill workers buy their mill", None, "2024-05-05T08:33"),
    ("mill_workers_buy_their_mill\n\nMill Workers Buy Their Mill", "Mill Workers Buy Their Mill", None, None),
    ("Top stories\nmill workers buy their mill 17\nBusiness\nMill Workers Buy Their Mill", "Mill Workers Buy Their Mill", None, None),
    ("HEADLINE: Mill workers buy their mill\nBYLINE: ANA ROE, Staff Writer\nSECTION: BUSINESS\nDATE: 5 May 2024", "Mill workers buy their mill", "ANA ROE", "2024-05-05"),
    ("# Mill workers buy their mill\n\n*By Ana Roe*", "Mill workers buy their mill", "Ana Roe", None),
    ("Mill workers buy their mill | The River Post\nBy Staff Reporter\nUpdated 3 hours ago", "Mill workers buy their mill", None, None),
    ("Mill workers buy their mill\nPosted by admin on 2024-05-05T10:00:00+02:00", "Mill workers buy their mill", None, "2024-05-05T10:00:00+02:00"),
    ("Mill workers buy their mill\nUpdated: 6 May 2024\nPublished: 5 May 2024", "Mill workers buy their mill", None, "2024-05-05"),
    ("The River Gazette (Norway)\nMill workers buy their mill\nAna Roe and Bo Li-Sand", "Mill workers buy their mill", "Ana Roe and Bo Li-Sand", None),
    ("Mill workers buy their mill\nBy the River Post newsroom\nMay 5, 2024 10:11 PM ET", "Mill workers buy their mill", None, "2024-05-05T22:11-04:00"),
    ("An official website of the river county\nHere's how you know\nFor release\nMay 5, 2024\nMill Workers Buy Their Mill for Good", "Mill Workers Buy Their Mill for Good", None, "2024-05-05"),
    ("Bees of the river valley today\nMenu\nAbout\nMill workers buy their mill\nBy Ana Roe", "Mill workers buy their mill", "Ana Roe", None),
    ("Letters from a river valley\nSunday, May 5, 2024\nMill workers buy their mill\nPosted by\nAna Roe at 9:14 AM", "Mill workers buy their mill", "Ana Roe", "2024-05-05"),
    ("Ice on the upper river tonight\nBusiness\nMill workers buy their mill\nThey borrow most of the price\nBy Ana Roe", "Mill workers buy their mill", "Ana Roe", None),
    ("Mill workers buy their mill\nANA ROE ana.roe@river.example\nMay 4, 2024\nUpdated May 5, 2024", "Mill workers buy their mill", "ANA ROE", "2024-05-04"),
    ("Mill workers buy their mill\nAna Roe\nBBC Norway\nPublished 5:02 a.m. CT May 5, 2024 | Updated 9:40 a.m. CT May 5, 2024", "Mill workers buy their mill", "Ana Roe", "2024-05-05T05:02-05:00"),
    ("5 May 2024 09:00 ET | Source: River Mill Ltd\nMill workers buy their mill", "Mill workers buy their mill", None, "2024-05-05T09:00-04:00"),
    ("Mill workers buy their mill\nBy Ana Roe, Bo Li (River Online) 16:32, May 05, 2024", "Mill workers buy their mill", "Ana Roe, Bo Li", "2024-05-05T16:32"),
    ("Subject: Fwd: Mill workers buy their mill\nFrom: desk@river.example", "Mill workers buy their mill", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title", "byline", "published"), HEADS, ids=[row[0][:40] for row in HEADS])
def test_heads(head: str, title: str, byline: str | None, published: str | None) -> None:
    text = head + "\n" + BODY
    found = from_text(text)
    assert (
        found.title and found.title.text,
        found.byline and found.byline.text,
        found.published and found.published.value,
    ) == (title, byline, published)
    for span in filter(None, (found.title, found.byline)):
        assert text[span.start : span.end] == span.text
    if found.published:
        assert text[found.published.start : found.published.end] == found.published.text
        assert found.published.origin == "header"


@pytest.mark.parametrize(
    ("country", "order", "value"),
    [
        ("US", "auto", "2024-05-06"),
        ("FR", "auto", "2024-06-05"),
        ("US", "DMY", "2024-06-05"),
        (None, "MDY", "2024-05-06"),
    ],
)
def test_numeric_dates_follow_the_country(country: str | None, order: str, value: str) -> None:
    article = Article("a", "a", "", "Mill workers buy their mill\n05/06/2024 - 14:05\n" + BODY)
    config = Config.model_validate({"country": country, "date_order": order})
    found = document(article, config).published
    assert found is not None
    assert found.value == value + "T14:05"


@pytest.mark.parametrize(
    ("stamp", "value"),
    [
        ("05/06/2024 - 14:05", "2024-06-05T14:05"),
        ("05/06/2024 9:05 CEST", "2024-06-05T09:05+02:00"),
        ("05/06/2024 9:05 PM EDT", "2024-05-06T21:05-04:00"),
    ],
)
def test_numeric_dates_follow_the_clock(stamp: str, value: str) -> None:
    found = from_text(f"Mill workers buy their mill\n{stamp}\n{BODY}").published
    assert (found and found.value) == value


@pytest.mark.parametrize("head", ["25/12/2023\n05/06/2024", "Mill news\n5 June 2024\n05/06/2024"])
def test_numeric_dates_follow_the_article(head: str) -> None:
    found = from_text(f"Mill workers buy their mill\nIssued on: 05/06/2024\n{head}\n{BODY}").published
    assert found is not None
    assert found.value == "2024-06-05"


def test_a_stamp_that_junk_follows_counts() -> None:
    junk = "Readers of this site pay for what it prints, and those who do not pay may read it all the same."
    found = from_text(f"Mill workers buy their mill\n{BODY}\nPublished: 5 May 2024\n{junk}\n").published
    assert (found and found.value) == "2024-05-05"


DATELINES = [
    ("OSLO, May 5, 2024 (Norse) -- The mill has been sold to the people who used to work in it.", "2024-05-05"),
    ("OSLO, May 5 (Norse) -- The mill has been sold to the people who used to work in it.", None),
    ("Oslo – 5 May 2024 was the day when the mill was sold to the people who work in it.", None),
]


@pytest.mark.parametrize(("line", "value"), DATELINES)
def test_datelines(line: str, value: str | None) -> None:
    found = from_text("Mill workers buy their mill\n\n" + line + "\n" + BODY).published
    assert (found and found.value) == value
    assert found is None or found.origin == "dateline"


GIVEN = [
    ("2025-03-06", "2025-03-06"),
    ("2025-03-06 20:30:36", "2025-03-06T20:30:36"),
    ("2025-03-06T20:30:36Z", "2025-03-06T20:30:36Z"),
    ("20250306", "2025-03-06"),
    ("March 6, 2025", "2025-03-06"),
    ("Thu, 06 Mar 2025 20:30:36 +0800", "2025-03-06T20:30:36+08:00"),
]


@pytest.mark.parametrize(("given", "value"), GIVEN)
def test_given_date_wins(given: str, value: str) -> None:
    text = "Mill workers buy their mill\n5 May 2024\n" + BODY
    found = from_text(text, published=given)
    assert found.published is not None
    assert (found.published.value, found.published.origin) == (value, "argument")
    assert not found.warnings


def test_given_date_that_is_none_is_a_warning() -> None:
    found = from_text("Mill workers buy their mill\n5 May 2024\n" + BODY, published="yesterday")
    assert found.published is not None
    assert (found.published.value, found.published.origin) == ("2024-05-05", "header")
    assert "'yesterday'" in found.warnings[0]


def test_given_title_is_found_in_the_text() -> None:
    text = "A word from our sponsors and friends\nMill Workers Buy Mill\n" + BODY
    found = from_text(text, title="Mill workers buy mill")
    assert found.title is not None
    assert found.title.text == "Mill Workers Buy Mill"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Source: The River Post  time: 2024-05-05", "The River Post"),
        ("© 2024 The River Post. All rights reserved.", "The River Post"),
        ("Copyright 2024 River Media Ltd", "River Media Ltd"),
    ],
)
def test_publisher(line: str, publisher: str) -> None:
    assert from_text(f"Mill workers buy their mill\n{line}\n{BODY}").publisher == publisher


SIGNED = [
    ("By Ana Roe", "Ana Roe"),
    ("BY XU WEI in Beijing | Daily Sun | Updated: 2024-03-05 08:21", "XU WEI"),
    ("By ANA ROE IN LIMA", "ANA ROE"),
    ("By Ana Roe, Health correspondent", "Ana Roe"),
    ("By Ana Roe, Bo Li and Cy D’Souza", "Ana Roe, Bo Li and Cy D’Souza"),
    ("Written by: Ludwig van der Meer", "Ludwig van der Meer"),
    ("by J.R. McKay | May 5, 2024 | News", "J.R. McKay"),
    ("08:33, May 5, 2024 By Zhang San (Daily Sun)", "Zhang San"),
    ("By Seo Min-jae (seo@sun.example)", "Seo Min-jae"),
    ("Text: Aino Lehtovaara", "Aino Lehtovaara"),
    ("By Ana Roe, Bo Li (River Online)", "Ana Roe, Bo Li"),
    ("By Ana Roe, Daily Sun (Lima)", "Ana Roe"),
    ("By Ana Roe, Senior Fellow", "Ana Roe"),
    ("By AFP", None),
    ("By Our Correspondent", None),
    ("By River City Council", None),
    ("By Monday, ten had gone", None),
    ("Ferry struck by Barge Crew on Tuesday", None),
]


@pytest.mark.parametrize(("line", "name"), SIGNED)
def test_signed(line: str, name: str | None) -> None:
    found = signed(line)
    assert (found and line[slice(*found)]) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ana Roe", "Ana Roe"),
        ("Ana Roe, Health correspondent", "Ana Roe"),
        ("Ana Roe | 5 May 2024", "Ana Roe"),
        ("Science and Technology", None),
        ("New Delhi", None),
        ("Final Edition", None),
        ("Ferrostar Materials, Inc.", None),
        ("Powering up", None),
        ("Reading Time:2 minutes", None),
        ("Ana Roe for the Post", "Ana Roe"),
        ("Mill Owner Sentenced for Dumping Oil into the River", None),
        ("Updated Mar 5, 2025", None),
    ],
)
def test_bare_names(line: str, name: str | None) -> None:
    found = bare(line)
    assert (found and line[slice(*found)]) == name


LEDE = "The city council voted on Wednesday night to double the toll on the harbour bridge, which is 61 years old, a clerk said."


@pytest.mark.parametrize(
    ("line", "given", "is_title"),
    [
        ("Who pays for the bridge that nobody in the harbour towns wanted?", None, True),
        ('Video shows the rescue of the harbour pilot in the night: "We got him!"', None, True),
        ("St. Orrin elects its first mayor in nine years, by four votes.", None, False),
        ("St. Orrin elects its first mayor in nine years, by four votes.", "St. Orrin elects its first mayor in nine years, by four votes", True),
        ("Who pays? Nobody in the harbour towns knows who wanted it.", None, False),
    ],
)  # fmt: skip
def test_title_that_reads_as_a_sentence(line: str, given: str | None, is_title: bool) -> None:
    found = from_text(f"{line}\n\n{LEDE}\n\nThe clerk knew no more.\n", title=given)
    assert (found.blocks[0].kind == "title") == is_title
    assert (found.title is not None and found.title.start == 0) == is_title
