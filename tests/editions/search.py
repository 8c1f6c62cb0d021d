"""Everything a document holds, in every form a plant might hide in."""

import html
import io
import re
import unicodedata
import zipfile
from urllib.parse import quote, unquote

TAGS = re.compile(r"<[^>]*>")
SPACES = re.compile(r"\s+|[\u200b-\u200f\ufeff]")


def held_in(name: str, raw: bytes) -> str:
    """The names and the contents of a file and of its members, tags in and tags out."""
    parts = [name]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts.append(archive.comment.decode("utf-8", "replace"))
        for member in archive.infolist():
            text = archive.read(member).decode("utf-8", "replace")
            parts += [member.filename, text, TAGS.sub("", text), TAGS.sub(" ", text)]
    return "\n".join(_forms("\n".join(parts)))


def plain(text: str) -> str:
    """Narrow, small, without blanks."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_held(plant: str, text: str) -> bool:
    """Whether a text that ``held_in`` gave holds a plant: as it is, coded, or as its host."""
    short = plain(plant)
    forms = {short, plain(quote(plant)), plain(html.escape(plant)), short.removeprefix("www.")}
    forms |= {
        "".join(f"\\u{ord(one):04x}" for one in short),
        "".join(f"&#{ord(one)};" for one in short),
    }
    return any(form in text for form in forms)


def _forms(text: str) -> tuple[str, ...]:
    opened = html.unescape(unquote(text))
    return (plain(text), plain(opened), plain(html.unescape(unquote(opened))))
