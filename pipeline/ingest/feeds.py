"""XML of news: feeds (RSS, Atom, a WordPress export) read as a stream; NITF and NewsML articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.ingest.article import Article, Unreadable, failure, guarded, sha256
from pipeline.ingest.opening import Stream
from pipeline.ingest.reading import read
from pipeline.records import Failure

FEEDS = frozenset({"rss", "RDF", "feed"})
PAGES = frozenset({"html"})
# Where the fields of one article stand, the surest place first; a name without its namespace, "@" an attribute
Places = Mapping[str, Sequence[str]]
ITEM: Places = {
    "text": ("encoded", "content", "fulltext", "description", "summary"),
    "title": ("title",),
    "published": ("pubDate", "published", "date", "issued", "updated", "post_date"),
    "byline": ("creator", "author/name", "author"),
    "url": ("link/@href", "link", "origLink"),
}
NITF: Places = {
    "title": ("head/title", "body/body.head/hedline/hl1"),
    "published": (
        "head/docdata/date.issue/@norm",
        "body/body.head/dateline/story.date/@norm",
        "head/pubdata/@date.publication",
    ),
    "byline": ("body/body.head/byline/person", "body/body.head/byline"),
    "publisher": ("head/pubdata/@name", "body/body.head/distributor/org", "body/body.head/distributor"),
}
NITF_BODY = ".//{*}body.content"
NEWSML: Places = {
    "title": ("contentMeta/headline", "NewsComponent/NewsLines/HeadLine"),
    "published": ("itemMeta/versionCreated", "contentMeta/contentCreated", "NewsManagement/FirstCreated"),
    "byline": ("contentMeta/by", "NewsComponent/NewsLines/ByLine"),
    "publisher": ("itemMeta/provider/name", "itemMeta/provider/@literal"),
}
SUMMARIES = frozenset({"description", "summary"})


def read_xml(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of a feed, or the article of a NITF or NewsML file."""
    root = _root(file)
    file.seek(0)
    if root in FEEDS:
        yield from _feed(file, source, stem)
    elif root in PAGES:
        from pipeline.ingest.texts import read_page

        yield from read_page(file, source, stem, fields)
    elif root in ("nitf", "newsItem", "NewsML", "newsMessage"):
        yield from _single(file, source, stem)
    else:
        raise Unreadable(
            "UnknownForm", f"XML of the kind <{root}> is not read: RSS, Atom, WordPress, NITF and NewsML are"
        )


def _events(file: Stream, *events: str) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(  # type: ignore[no-any-return]
        file, events=events, resolve_entities=False, no_network=True, recover=True, huge_tree=True
    )


def _root(file: Stream) -> str:
    try:
        for _, element in _events(file, "start"):
            return _name(element)
    except etree.XMLSyntaxError as error:
        raise Unreadable("XML", str(error)) from error
    raise Unreadable("XML", "no XML")


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _feed(file: Stream, source: str, stem: str) -> Iterator[Article | Failure]:
    number = 0
    channel: str | None = None
    for _, element in _events(file, "end"):
        name = _name(element)
        if name == "title" and channel is None and _is_channel(element.getparent()):
            channel = _words(element)
        if name not in ("item", "entry"):
            continue
        number += 1
        place = f"{source}:{number}"
        yield from guarded(place, _item(element, channel, source, f"{stem}#{number}", place))
        element.clear()
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]


def _is_channel(parent: etree._Element | None) -> bool:
    return parent is not None and _name(parent) in ("channel", "feed")


def _item(
    item: etree._Element, channel: str | None, source: str, doc_id: str, place: str
) -> Iterator[Article | Failure]:
    kind = _first(item, ("post_type",))
    if kind is not None and kind not in ("post", "page"):
        return  # WordPress keeps pictures and menus among its items
    given = {name: _first(item, places) for name, places in ITEM.items() if name != "text"}
    name, markup = next(((p, found) for p in ITEM["text"] if (found := _markup(item, p))), ("", ""))
    text = _paragraphs(markup)
    if not text:
        yield failure(place, Unreadable("MissingText", f"no text in the entry {given['title']!r}"))
        return
    categories = list(dict.fromkeys(filter(None, (_words(e) or e.get("term") for e in item.iterfind("{*}category")))))
    yield Article(
        doc_id=doc_id,
        source=source,
        sha256=sha256(markup.encode("utf-8", "replace")),
        text=text,
        publisher=channel,
        encoding="utf-8",
        warnings=(f"the feed has no text: its {name} was read",) if name in SUMMARIES else (),
        extra={"category": categories} if categories else {},
        **given,  # type: ignore[arg-type]
    )


def _single(file: Stream, source: str, stem: str) -> Iterator[Article | Failure]:
    tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    data = etree.tostring(tree)
    bodies = list(tree.iterfind(NITF_BODY)) or list(tree.iterfind(".//{*}body"))
    text = "\n\n".join(filter(None, (_paragraphs(etree.tostring(body, encoding="unicode")) for body in bodies)))
    if not text:
        raise Unreadable("NoArticle", "no text in it")
    holder = next(tree.iter("{*}nitf"), tree.getroot())
    places = {name: [*NITF.get(name, ()), *NEWSML.get(name, ())] for name in (*NITF, "url")}
    news = next(tree.iter("{*}newsItem", "{*}NewsItem"), holder)
    given = {name: _first(holder, found) or _first(news, found) for name, found in places.items()}
    yield Article(stem, source, sha256(data), text, encoding="utf-8", **given)  # type: ignore[arg-type]


def _first(item: etree._Element, places: Sequence[str]) -> str | None:
    """The words of the first place that has any."""
    for place in places:
        path, _, attribute = place.partition("@")
        names = "/".join(f"{{*}}{name}" for name in path.strip("/").split("/"))
        for element in item.iterfind(names):
            words = element.get(attribute) if attribute else _words(element)
            if words and words.strip():
                return words.strip()
    return None


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _markup(item: etree._Element, name: str) -> str:
    """What stands in an element: text with tags written out, or elements of its own (Atom's xhtml)."""
    for element in item.iterfind(f"{{*}}{name}"):
        if len(element):
            return str(etree.tostring(element, encoding="unicode", with_tail=False))
        if element.text and element.text.strip():
            return str(element.text)
    return ""


def _paragraphs(markup: str) -> str:
    """Markup as plain text, a blank line between paragraphs."""
    lines = (" ".join(line.split()) for line in read(markup).text.split("\n"))
    return "\n\n".join(line for line in lines if line)
