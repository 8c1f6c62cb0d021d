"""What the tags of a page are to its reading."""

from typing import NamedTuple


class Role(NamedTuple):
    """What a node is: a text, kept apart or passed over with all it holds, a box that parts lines,
    one whose places are noted, one read with its attributes, one that never holds anything."""

    text: bool = False
    apart: bool = False
    block: bool = False
    noted: bool = False
    read: bool = False
    empty: bool = False


HEADINGS = ("h1", "h2", "h3", "h4")
NOTED_TAGS = frozenset(["a", *HEADINGS, "nav", "footer", "aside", "header"])
EMBEDS = frozenset(["script", "iframe", "frame", "object", "embed"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    ]
)
_READ_INLINE = frozenset(["span", "a", "i", "em", "small", "time", "label", "input", "img"])
_PASSED = frozenset(
    [
        "",
        "-comment",
        "-doctype",
        "-document",
        "style",
        "noscript",
        "template",
        "svg",
        "select",
        "textarea",
        "link",
        "meta",
    ]
)
_EMPTY = frozenset(["br", "hr", "img", "input"])
_UNREAD_BLOCKS = frozenset(["br", "hr", "tbody"])


def _role_of(tag: str) -> Role:
    return Role(
        apart=tag in EMBEDS or tag in _PASSED,
        block=tag in BLOCKS,
        noted=tag in NOTED_TAGS,
        read=tag in BLOCKS - _UNREAD_BLOCKS or tag in _READ_INLINE,
        empty=tag in _EMPTY,
    )


UNKNOWN = Role()
ROLES = {tag: _role_of(tag) for tag in BLOCKS | _READ_INLINE | EMBEDS | _PASSED}
ROLES["-text"] = Role(text=True, empty=True)
