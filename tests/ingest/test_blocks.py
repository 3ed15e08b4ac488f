"""Blocks: pages with a mark before each line; the mark is the kind wanted. ``|`` ends the mark."""

# ruff: noqa: E501 - a line of a page is a line
from __future__ import annotations

import pytest

from pipeline.ingest.document import from_text

KINDS = {
    "T": "title", "Y": "byline", "D": "dateline", "H": "header",
    "B": "body", "S": "heading", "C": "caption", "X": "boilerplate",
}  # fmt: skip
PAGES = {
    "doubled captions": """
T|Town keeps its tram

C|The tram at Mill Lane in June
C|The tram at Mill Lane in June

B|The town will keep its only tram for at least ten more years, the council said on Friday.
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
""",
    "paragraph printed twice": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
X|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
B|The mayor rides it to work, he says, except in snow.
""",
    "credits": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
C|(ANA ROE / TOWN POST)
C|A tram on the old bridge in 1961. (PHOTO / TOWN ARCHIVE)
C|Children wave to the driver. Photo: Courtesy of the school
C|The last car of the line. Picture by Bo Li
C|[Photo/TNA]
C|Image caption, The depot at night
B|He posted a picture by his daughter and wrote that he was glad.
B|“I have a photo of my mother at this stop,” said Ida Moe, 80. (Norse)
""",
    "navigation inside": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
X|Advertisement
X|ALSO READ | Bus drivers vote on strike
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
X|Read more: Five lines that were lost
S|A bell for each stop
B|The mayor rides it to work, he says, except in snow, and rings the bell himself at Mill Lane.
""",
    "short lines that are body": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
B|No.
B|"Never," she said.
B|The result is plain.
B|Mill Lane 340
B|Old Bridge 281
B|He thanked the drivers, the cleaners and the woman who sells tickets at the depot.
""",
    "results at the end": """
B|Three teams of drivers met for the spring cup on Sunday, and the oldest of them won again.
B|It was the ninth time in eleven years that the cup went to the depot at Mill Lane.
B|Mill Lane 3, Old Bridge 1
B|Harbour 2, Mill Lane 2
B|Old Bridge 0, Harbour 4
""",
    "comments": """
T|Town keeps its tram
B|The town will keep its only tram for at least ten more years, the council said on Friday after a long debate.
B|It carries 900 people a day, most of them twice, and the fare has not changed since the year 2011, when it rose.
B|The mayor rides it to work, he says, except in snow, and rings the bell himself at the stop in Mill Lane.
B|Drivers had feared for their jobs. There are eleven of them, and the youngest is fifty-one years old this week.
X|2 Comments
X|Rolf
X|My grandfather drove this tram for thirty years and never once was he late for his soup.
X|Reply
X|Leave a Reply
X|Your email address will never be printed. Required fields are marked *
""",
    "notices at the end": """
T|Mill Works opens tram hall
B|MILL LANE, May 5, 2024 /Norsewire/ -- Mill Works today opened a hall in which forty trams can be mended at once.
B|The hall cost 31 million crowns and employs 120 people, most of them from the town and the villages around it.
B|"A tram is a promise on rails," said Ida Moe, the chief executive. "We have built a place where promises are kept."
B|Orders from four cities will keep the hall busy until the end of 2027, according to the company's own figures.
B|Apprentices from the technical school are to start in the autumn, eight in each year, on full pay from the first day.
X|About Mill Works
X|Mill Works mends trams.
X|Media contact: Bo Li, press@millworks.example
""",
    "notices that are long": """
T|Mill Works opens tram hall
B|MILL LANE, May 5, 2024 /Norsewire/ -- Mill Works today opened a hall in which forty trams can be mended at once.
B|The hall cost 31 million crowns and employs 120 people, most of them from the town and the villages around it.
B|"A tram is a promise on rails," said Ida Moe, the chief executive. "We have built a place where promises are kept."
B|Orders from four cities will keep the hall busy until the end of 2027, according to the company's own figures.
X|About Mill Works
X|Mill Works mends trams in nine countries. It was founded in 1911, and its shares are traded on no exchange at all.
X|Forward-Looking Statements
X|Some of what this release says is about the future, which nobody knows, and the company takes on no duty to correct it.
X|What is said of orders depends on those who order, on the price of steel, and on the weather in the north of the country.
X|SOURCE Mill Works
""",
    "credit in the next line": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.

C|Children wave to the driver of the last tram on Friday evening.
C|COURTESY PHOTO / TRAM MUSEUM

B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.

X|image:
C|The depot at night.
C|Credit: Tram Museum

B|The mayor rides it to work, he says, except in snow, and rings the bell himself at Mill Lane.
""",
    "agency behind a paragraph": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
C|The tram at Mill Lane in June. (Reuters)
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011, when it rose by a tenth. A second line was planned, and then forgotten, like much else. (AFP)
B|The mayor rides it to work, he says, except in snow. (AFP)
""",
    "share buttons and a stamp": """
T|Town keeps its only tram
Y|By Ana Roe
H|5 May 2024
X|Share this
X|Small
X|Large
X|Follow us
B|The town will keep its only tram for at least ten more years, the council said on Friday.
X|You can also read: Five lines that were lost
B|It carries 900 people a day.
H|Published: 5 May 2024
X|Get the latest news and headlines from Mill Lane every day.
X|Ana Roe covers trams and ferries for the Town Post.
""",
    "links among the paragraphs": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
X|People are also reading…
X|Bus drivers vote on strike
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
X|More: Five lines that were lost in the war
B|No car was lost.
""",
    "table of contents": """
T|Town keeps its only tram
X|Table of Contents
X|A bell for each stop
X|Snow and other trouble
B|The town will keep its only tram for at least ten more years, the council said on Friday.
S|A bell for each stop
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
S|Snow and other trouble
B|The mayor rides it to work, he says, except in snow, and rings the bell himself at Mill Lane.
""",
    "pull quotes": """
B|“The last car goes when I go, and not a day before it,” said Ida Moe, who has driven it for thirty years.
X|“The last car goes when I go, and not a day before it”
B|It carries 900 people a day, most of them twice, and the fare has not changed since 2011.
B|“We have never had a day without a passenger, not even when it snowed,” she said.
X|“We have never had a day without a passenger, not even when it snowed.”
B|The mayor rides it to work, he says, except in snow, and rings the bell himself at Mill Lane.
""",
    "menu": """
X|Skip to main content
X|HOME | NEWS | SPORT
X|News
X|Weather
X|Politics

T|Town keeps its only tram
B|The town will keep its only tram for at least ten more years, the council said on Friday.
""",
    "wrapped lines": """
H|LENGTH: 90 words
T|HEADLINE: Town keeps its tram

B|The town will keep its only tram for at least ten more years, the
council said on Friday. It carries 900 people a day, most of them
twice.

B|The mayor rides it to work, he says, except in snow, and rings the
bell himself at the stop in Mill Lane, where the school children get
out.
""",
    "dateline on its own": """
T|Town keeps its only tram
D|MILL LANE (Norse) --
B|The town will keep its only tram for at least ten more years, the council said on Friday.
""",
    "no head at all": """
B|The town will keep its only tram for at least ten more years, the council said on Friday.
B|The mayor rides it to work, he says, except in snow.
""",
    "one line": """
B|Trams carried 900 people a day in 2023
""",
}


def parse(page: str) -> tuple[str, list[tuple[str, str]]]:
    """The page's text, and its blocks as (kind, text)."""
    text, wanted = "", []
    for line in page.strip("\n").split("\n"):
        mark, bar, rest = line.partition("|")
        marked = bool(bar) and mark in KINDS
        if marked:
            wanted.append((KINDS[mark], rest))
        elif line:
            wanted[-1] = (wanted[-1][0], f"{wanted[-1][1]}\n{line}")
        text += (rest if marked else line) + "\n"
    return text, wanted


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    text, wanted = parse(PAGES[name])
    assert [(block.kind, text[block.start : block.end]) for block in from_text(text).blocks] == wanted


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_do_not_matter(end: str) -> None:
    text, wanted = parse(PAGES["navigation inside"])
    text = text.replace("\n", end)
    assert [(block.kind, text[block.start : block.end]) for block in from_text(text).blocks] == wanted


# sentences of articles, and titles, that begin or end like furniture
NO_FURNITURE = [
    "Like the rest of the team in Paris, she had not slept.",
    "Copyright law is to change in June, the minister said.",
    "Anyone with information is asked to contact them on 0800 555 011.",
    "The report may not be published before the vote, he said.",
    "“You can reach me at any hour,” the mayor told them.",
    "She posted a picture by her son on the wall of the station.",
    "Follow the river for an hour and you come to the mill.",
    "Share prices of the yard fell by 4 percent on Tuesday.",
    "Comments by the minister angered drivers in both towns.",
    "Join the queue at six, and you may see it at nine.",
    "Video of the crash was shown in court on Friday (Norse).",
    "Already a member of the club, she did not have to queue.",
    "More: that is what the drivers want, and they want it now.",
    "Thanks for reading it to us, the children told the driver.",
    "Find the latest ticket, he said, and you find the thief.",
    "What stories the old drivers told that night, nobody knows.",
    "Ida Moe is a driver and has been one for thirty years.",
]
TITLES = [
    "EXCLUSIVE – Ida Moe to leave tram company",
    "Explainer: What the tram vote means",
    "Video: Storm hits the tram depot",
    "Mail delays hit rural post offices",
    "Mail Delays Hit Rural Post Offices Again",
    "Council rejects flood report",
    "More in north want to leave",
    "Plan attacked by Ida Moe and Bo Li",
    "Trams 2024: Who will pay for them?",
    "Minister Visits Depot in Mill Lane",
    "Back to the depot for the last tram",
    "Not a single tram was late",
]


@pytest.mark.parametrize("line", NO_FURNITURE)
def test_sentences_are_body_wherever_they_stand(line: str) -> None:
    first = "The town will keep its only tram for at least ten more years, the council said on Friday."
    last = "The mayor rides it to work, he says, except in snow, and rings the bell himself at Mill Lane."
    for text in (f"{first}\n\n{line}\n\n{last}", f"{first}\n\n{last}\n\n{line}"):
        assert {block.kind for block in from_text(text).blocks} == {"body"}


@pytest.mark.parametrize("title", TITLES)
def test_titles_are_titles(title: str) -> None:
    text = f"{title}\n\nThe town will keep its only tram for at least ten more years, the council said on Friday."
    found = from_text(text).title
    assert found is not None
    assert found.text == title
