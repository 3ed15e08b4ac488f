"""What a figure is counted or measured in: given, borrowed from its neighbours, or read off what it measures."""

from __future__ import annotations

import pytest
from spacy.language import Language

UNITS: list[tuple[str, list[str | None]]] = [
    ("Rovers have 9 wins. The number of patients with flu is small - still below 2,000.", ["wins", "patients"]),
    ("The inspectors checked 64 bridges this week. Fifty-nine were sound.", ["bridges", "bridges"]),
    ("The students mapped 312 lakes and visited 26 of them.", ["lakes", "lakes"]),
    ("The state will inspect 1,260 other bridges.", ["bridges"]),
    (
        "Among the 31 provinces, free cities and islands on the coast, two agreed.",
        ["provinces, free cities and islands"] * 2,
    ),
    ("The firm delivered 63,150 Model 3s in May.", ["Model 3s"]),
    ("A ferry with 312 passengers and 14 crew sank.", ["passengers", "crew"]),
    ("She had 12 rebounds and eight assists.", ["rebounds", "assists"]),
    ("They have 40 scientific and technical staff.", ["scientific and technical staff"]),
    ("Prices dropped to $1.89 a kilogram, from $1.98 in May.", ["USD/kg", "USD/kg"]),
    ("Nurses asked for 60 million cedis. The minister gave them 52 million.", ["GHS", "GHS"]),
    ("He wrote to 64 owners. Fifty-nine did not answer.", ["owners", "owners"]),
    ("The bill needs 46 votes. Ministers can count on 43.", ["votes", "votes"]),
    ("He walked 20 additional miles in three long years.", ["mi", "year"]),
    ("They want another pick or two.", ["pick"]),
    ("Norway's Brand lost 5 million Norwegian crowns and paid 1.50 crowns per share.", ["NOK", "NOK/share"]),
    ("The king of Norway had 12 crowns.", ["crowns"]),
    ("They hired 40 nurses in 2020, from an average of 30.", ["nurses", "nurses"]),
    ("Some 1,940 clerks left, up from 1,210 two years before.", ["clerks", "clerks"]),
    ("That is £2,400 for every household.", ["GBP/household"]),
    ("They drilled two holes, 109 and 162 metres deep.", ["holes", "m", "m"]),
    ("Brand bought its Danish rival for 4.2 billion kroner.", ["DKK"]),
    ("Brand bought its rival for 4.2 billion kroner.", ["NOK"]),
    ("They bought 12 candles, drained 50 ponds and built three dams.", ["candles", "ponds", "dams"]),
    ("The chip has 440 square millimeters and made three turns.", ["square millimetre", "turns"]),
    ("Half of the victims were under 25.", ["fraction"]),
    ("Quakes of magnitude 4.5 and 3.9 were felt.", ["magnitude", "magnitude"]),
    ("The mill cut 3% of its 228,000-strong staff.", ["percent", "staff"]),
    ("Barley sells at 9,200 rupees a quintal.", ["INR/quintal"]),
    ("Three of the largest crowds came, and two of the four early towns.", ["largest crowds", "early towns"]),
    ("An estimated 28,000-plus fans sang.", ["fans"]),
    ("The guard is 6'4\" tall and weighs 90kg.", ["ft", "kg"]),
    ("Turnout was 66 percent among voters 30 to 44 and adults 45 and older.", ["percent"]),
    ("She earns two per cent of “dozens” of boats.", ["percent", "boats"]),
    ("The Nordex fell 19.69 points Friday to 1462.93.", ["points", "points"]),
    ("At least 82 were killed and 12 have been arrested.", ["people", "people"]),
    ("Water cost 12 kronor in Stockholm in May and now sells for 19.", ["SEK", "SEK"]),
    ("The mill employs 380 and the ferry a crew of eight, with 214 aboard.", ["people", "people", "people"]),
    ("Gas was at $2.86 per thousand cubic feet.", ["USD/thousand cubic foot"]),
    ("Output will reach 60,000 ounces this year and 250,000 by 2027.", ["ounce", "ounce"]),
    ("A loaf that cost 80 forints in 1990 costs 900 now.", ["HUF", "HUF"]),
    ("It holds 4 million of the 8.3 million tonnes.", ["t", "t"]),
    ("The bank cut rates by half a point to 2.8%.", ["percentage point", "percent"]),
    ("Fires tripled to 127,350.", ["times", "Fires"]),
    ("The number of bus drivers fell to 1,460.", ["bus drivers"]),
    ("Job gains have averaged 5,400 a month.", ["jobs"]),
    ("The state reported job growth of 12,600 for the month.", ["jobs"]),
    ("The town ended with a medal tally of 27.", ["medals"]),
    ("Price rises averaged 240 in May.", [None]),
]


@pytest.mark.parametrize(("text", "units"), UNITS, ids=[x[0] for x in UNITS])
def test_units(nlp: Language, text: str, units: list[str | None]) -> None:
    assert [c.unit for c in nlp(text)._.claims] == units
