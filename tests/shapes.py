"""Shapes that a text may have: a piece that is said again and again behind the first lines of an article."""

from __future__ import annotations

LEAD = (
    "Oslo, March 5, 2025. “We shipped 40 trucks in February,” said Ingrid Moen, who heads the port authority of "
    "Narvik. Exports rose 12 percent to $3.4 billion, the ministry said on Tuesday.\n\n"
)
# name -> the piece; {n} in it is a number that counts up
PIECES = {
    "prose": "The harbour board met on Monday and heard that traffic had grown. “We need a second quay,” said the "
    "director, Ingrid Moen, who wants $40 million by 2027. Officials said ships had waited for 12 hours.\n\n",
    "prose in one line": "The board met on Monday and heard that traffic had grown by {n} percent. “We need a quay,” "
    "she said. Officials said that ships had waited for hours. ",
    "straight marks": '"',
    "straight marks apart": '" ',
    "opening marks": "“",
    "opening marks and words": "“we ",
    "pairs of marks": "“a” ",
    "marks in marks": "“‘",
    "single marks": "'",
    "apostrophes": "it's ",
    "said and said": "“a, said b. ",
    "dots": ".",
    "exclamations": "!",
    "ellipses": "… ",
    "dollars": "$",
    "small sums": "$5 ",
    "groups of digits": "12 345 ",
    "digits": "9",
    "figures with commas": "1,2,",
    "percents": "5 percent ",
    "percents of": "5 percent of ",
    "ranges": "from 5 to 7 ",
    "between": "between 3 and 4 million ",
    "prices": "$1.25 €2.50 £3 ",
    "slashed dates": "1/1/1",
    "dates": "3 May 2020 to ",
    "weekdays": "on Monday ",
    "initials": "A. B. ",
    "titles": "Mr. ",
    "commas": ",",
    "brackets": "(",
    "closed brackets": ")",
    "square brackets": "[] ",
    "dashes": "—",
    "hyphens": "a-b-",
    "slashes": "/",
    "backslashes": "\\",
    "underscores": "_",
    "naughts": "\x00",
    "zero width": "\u200b",
    "combining": "e\u0301\u0302\u0303",
    "emoji": "👩‍👧 ",
    "letters": "a",
    "capitals": "THE BOARD MET ",
    "title case": "The Board Met ",
    "names": "Ana Reis and ",
    "spaces": " ",
    "newlines": "\n",
    "a word a line": "a\n",
    "a name a line": "Ana Reis\n",
    "bylines": "By Ana Reis\n",
    "a table": "Reis\t12\t3.5%\t$4m\n",
    "transcript": "Q: Will it open this year?\nA: The board has not said.\n",
    "lines of spaces": "a        " + " " * 200 + "b\n" + " " * 200 + "\n",
    "lakhs": "12,",
    "at signs": "a@",
    "many names of one": "Reis said Reis told Reis ",
    "election": "Ana Reis (Green) 12,{n} 34.5%\n",
    "bullets": "• a\n",
    "separators": "----------\n",
    "mark-up": '<a href="#">b</a> ',
    "data": '{{"id": {n}, "v": [1, 2.5, null]}}, ',
    "style sheet": ".a{{margin:0 {n}px;color:#fff}} ",
    "base64": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo+/12\n",
    "addresses": "https://example.org/a/b?c={n} ",
    "one address": "a/b.c",
    "mail": "a.b@c.de ",
    "according to": "according to Reis, ",
    "pronouns": "he said she said ",
    "Arabic": "قال الوزير ",
    "Chinese": "部长说",
}  # fmt: skip


def text(name: str, size: int) -> str:
    """The lead and about ``size`` characters of the shape."""
    piece = PIECES[name]
    if "{" not in piece:
        return LEAD + (piece * (size // len(piece) + 1))[:size]
    return LEAD + "".join(piece.format(n=n) for n in range(size // len(piece) + 1))[:size]
