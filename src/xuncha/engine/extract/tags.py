"""What the tags of a page are to its reading."""

TEXT, BLOCK, READ, NOTED, APART, EMPTY = 2, 1, 4, 8, 16, 32
"""Roles: shows text, parts lines, is read with its attributes, has its places noted, is kept
apart or passed over with all it holds, never holds anything."""
HEADINGS = ("h1", "h2", "h3", "h4")
NOTED_TAGS = frozenset(["a", *HEADINGS, "nav", "footer", "aside", "header"])
EMBEDS = frozenset(["script", "iframe", "frame", "object", "embed"])
_BLOCKS = frozenset(
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


def _role_of(tag: str) -> int:
    held = (
        (BLOCK, _BLOCKS),
        (READ, _BLOCKS - _UNREAD_BLOCKS | _READ_INLINE),
        (NOTED, NOTED_TAGS),
        (APART, EMBEDS | _PASSED),
        (EMPTY, _EMPTY),
    )
    return sum(role for role, tags in held if tag in tags)


ROLES = {tag: _role_of(tag) for tag in _BLOCKS | _READ_INLINE | EMBEDS | _PASSED}
ROLES["-text"] = TEXT | EMPTY
