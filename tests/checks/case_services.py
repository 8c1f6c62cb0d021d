"""The part of a case file that tells of services, offers and labels of a site."""

from typing import Any

from xuncha.engine.domain.offers import LabelledPage, Offer, OfferKind
from xuncha.engine.domain.services import (
    Certificate,
    ElementSeen,
    Entry,
    EntryKind,
    Guide,
    GuideElement,
    Interpretation,
    LinkFacts,
    LinkSeen,
    LinkState,
    Mark,
    MarkKind,
    MessageColumn,
    MessageItem,
    Presence,
    Searched,
    ServiceFacts,
    ToldBy,
    Ways,
)
from xuncha.engine.domain.words import PageKind, UnableClass

HOME = "http://a.example/"
RECORD = "sha256:" + "0" * 64


def services_of(raw: dict[str, Any]) -> ServiceFacts:
    """What the case says of marks, entries, links, messages, guides and interpretations."""
    return ServiceFacts(
        url=HOME,
        record=RECORD,
        marks=tuple(_mark(one) for one in raw.get("marks", [])),
        entries=tuple(_entry(one) for one in raw.get("entries", [])),
        messages=tuple(_messages(one) for one in raw.get("messages", [])),
        guides=tuple(_guide(one, n) for one in raw.get("guides", []) for n in _times(one)),
        interpretations=tuple(_pair(one) for one in raw.get("pairs", [])),
        links=_links(raw),
        ways=_ways(raw),
        searched=tuple(_searched(one) for one in raw.get("searched", [])),
    )


def offers_of(raw: dict[str, Any]) -> tuple[Offer, ...]:
    """The places the case says the site names."""
    return tuple(
        Offer(OfferKind(one["kind"]), one["text"], one["url"], HOME, RECORD)
        for one in raw.get("offers", [])
    )


def labelled_of(raw: dict[str, Any]) -> tuple[LabelledPage, ...]:
    """The pages with their labels."""
    return tuple(
        LabelledPage(
            one["url"].format(number),
            PageKind(one["kind"]),
            RECORD,
            tuple(one.get("labels", {}).items()),
            one.get("title", ""),
            one.get("date"),
        )
        for one in raw.get("labelled", [])
        for number in _times(one)
    )


def _times(entry: dict[str, Any]) -> range:
    return range(1, entry.get("times", 1) + 1)


def _mark(one: dict[str, Any]) -> Mark:
    presence = Presence(one.get("presence", "present"))
    quote = one.get("value", "") and f"读到 {one['value']}"
    return Mark(MarkKind(one["kind"]), presence, one.get("value", ""), quote, one.get("matches"))


def _entry(one: dict[str, Any]) -> Entry:
    return Entry(
        EntryKind(one["kind"]),
        Presence(one.get("presence", "present")),
        one.get("how", "link"),
        one.get("url", ""),
        one.get("quote", "入口"),
        one.get("site_code", ""),
    )


def _messages(one: dict[str, Any]) -> MessageColumn:
    items = tuple(
        MessageItem(
            item["title"],
            item.get("url", f"http://a.example/m/{number}.html"),
            item.get("received"),
            item.get("answered"),
            "",
            item.get("is_answered"),
            item.get("quote", ""),
        )
        for number, item in enumerate(one.get("items", []))
    )
    unable = UnableClass(one["unable"]) if "unable" in one else None
    name = one.get("name", "县长信箱")
    return MessageColumn(name, "http://a.example/m/", RECORD, items, unable, one.get("reason", ""))


def _guide(one: dict[str, Any], number: int) -> Guide:
    def presence(element: GuideElement) -> Presence:
        if element.value in one.get("missing", []):
            return Presence.ABSENT
        return Presence.UNREAD if element.value in one.get("unread", []) else Presence.PRESENT

    elements = tuple(ElementSeen(e, presence(e), f"{e.value}：有") for e in GuideElement)
    title = f"{one['title']}{number}" if "times" in one else one["title"]
    return Guide(title, f"http://a.example/g/{title}.html", RECORD, elements)


def _pair(one: dict[str, Any]) -> Interpretation:
    return Interpretation(
        one["policy"],
        one.get("policy_url", f"http://a.example/{one['policy']}.html"),
        one["reading"],
        one.get("reading_url", f"http://a.example/{one['reading']}.html"),
        one.get("from_policy"),
        one.get("from_reading"),
        ToldBy.LINK,
    )


def _links(raw: dict[str, Any]) -> LinkFacts:
    seen = tuple(
        LinkSeen(
            one["url"],
            one.get("text", "链接"),
            one.get("on", HOME),
            is_own=True,
            state=LinkState(one["state"]),
            unable=UnableClass(one["unable"]) if "unable" in one else None,
            reason=one.get("reason", ""),
            record=RECORD,
        )
        for one in raw.get("links", [])
    )
    tally = raw.get("tally", {})
    return LinkFacts(seen=seen, **tally)


def _searched(one: dict[str, Any]) -> Searched:
    url = f"http://a.example/search?q={one['title']}"
    return Searched(one["title"], url, one.get("is_found"), one.get("reason", ""), RECORD)


def _ways(raw: dict[str, Any]) -> Ways:
    over = raw.get("ipv6")
    shown = raw.get("certificate")
    failure = UnableClass(over["failure"]) if over and "failure" in over else None
    certificate = None
    if shown and "names" in shown:
        certificate = Certificate(
            tuple(shown["names"]),
            shown["valid_from"],
            shown["valid_to"],
            "CN=某机构",
            is_self_signed=shown.get("self_signed", False),
            record=RECORD,
        )
    lacking = UnableClass(shown["failure"]) if shown and "failure" in shown else None
    return Ways(
        ipv6_looked=over is not None,
        ipv6_failure=failure,
        certificate_looked=shown is not None,
        certificate=certificate,
        certificate_failure=lacking,
    )
