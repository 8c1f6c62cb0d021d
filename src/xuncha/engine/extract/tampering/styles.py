"""What a style does to be seen: declarations and style sheets read for ways of hiding."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cssselect
import tinycss2
from tinycss2.color3 import RGBA, parse_color

from xuncha.engine.domain.tampering import Hiding
from xuncha.engine.extract.tampering.limits import limits

MAX_SHEET = 400_000
MAX_RULES = 4000
"""Bounds of one style sheet: characters and rules; what lies beyond is not read."""

Declared = Mapping[str, str]

_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|ex|ch|)$")
_PART = re.compile(r"-?\d*\.?\d+(?:px|pt|em|rem|%|vw|vh)?")
_SCREENS = re.compile(r"(?:only\s+)?(?:screen|all)?\s*$", re.IGNORECASE)
_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"[^{}@;]+\{([^{}]*)\}")
_TELLS = re.compile(
    r"display|visib|opacity|transform|indent|clip|inset|color|background|position|z-index"
    r"|font|overflow|width|height|margin[^;]*-",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"display|visibility|opacity|filter|transform|text-indent|clip|color$|background(-color)?$"
    r"|position|z-index|font(-size)?$|overflow|(max-)?(width|height)$|margin|left|right|top|bottom"
    r"|inset"
)
_STATES = re.compile(r":(?:hover|active|focus|target|checked|visited)")
_FULL = 100.0
_WHOLE_CLIP = re.compile(
    r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)"
)
_INSET = re.compile(r"inset\(\s*(\d+(?:\.\d+)?)%")
_HALF = 50.0
_NO_ALPHA = re.compile(r"alpha\(\s*opacity\s*=\s*0\s*\)", re.IGNORECASE)
_NO_SCALE = re.compile(r"scale[xy]?\(\s*0(?:\.0\d*)?\s*[,)]", re.IGNORECASE)
_SHIFT = re.compile(r"translate\w*\(([^)]*)\)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def declared(style: str) -> Declared:
    """The declarations of a ``style`` attribute by name, in lower case."""
    return dict(_declarations(tinycss2.parse_blocks_contents(style)))


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of a style sheet with the declarations that bear on being seen.

    ``rank`` tells which of two rules holds; important declarations are told apart.
    """

    selector: str
    rank: tuple[int, int, int]
    declared: Declared
    important: frozenset[str]


@lru_cache(maxsize=128)
def rules_of(sheet: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that bear on being seen, in its order.

    Rules for print and for one width of screen are left out: they do not hide from everybody.
    """
    found: list[Rule] = []
    # The parser is exact and slow: rules that say nothing of being seen go first.
    bare = _RULE.sub(_if_it_tells, _NOTE.sub(" ", sheet[:MAX_SHEET]))
    parsed = tinycss2.parse_stylesheet(bare, skip_comments=True, skip_whitespace=True)
    for rule in _shown_everywhere(parsed):
        written = [
            one
            for one in tinycss2.parse_blocks_contents(rule.content)
            if one.type == "declaration" and _TELLING.match(one.lower_name)
        ]
        declarations = dict(_declarations(written))
        important = frozenset(one.lower_name for one in written if one.important)
        for selector, rank in _selectors(tinycss2.serialize(rule.prelude)):
            found.append(Rule(selector, rank, declarations, important))
        if len(found) >= MAX_RULES:
            break
    return tuple(found)


def _selectors(prelude: str) -> list[tuple[str, tuple[int, int, int]]]:
    """The selectors of a rule with their specificity; none for what cannot be read, or for what
    holds only while a pointer is over it."""
    try:
        parsed = cssselect.parse(prelude)
    except cssselect.SelectorError:
        return []
    return [
        (one.canonical(), one.specificity())
        for one in parsed
        if one.pseudo_element is None and not _STATES.search(one.canonical())
    ]


def hiding_of(styles: Declared) -> Hiding | None:
    """How declarations hide the element that has them; None when they do not.

    Colours and sizes of letters depend on what is around: see ``letters_hidden``, ``same_colour``.
    """
    if styles.get("display") == "none":
        return Hiding.NOT_SHOWN
    if styles.get("visibility") in ("hidden", "collapse") or _is_transparent(styles):
        return Hiding.UNSEEN
    return _sized(styles) or _moved(styles) or _clipped(styles)


def letters_hidden(styles: Declared) -> bool | None:
    """Whether declarations make letters too small to see; None when they say nothing of size."""
    size = styles.get("font-size") or _font_size(styles.get("font", ""))
    length = pixels(size) if size else None
    return None if length is None else length <= limits().tiny_font_px


def colour_of(styles: Declared) -> RGBA | None:
    """The colour of letters; None when the declarations name none that can be read."""
    return _colour(styles.get("color", ""))


def background_of(styles: Declared) -> RGBA | str | None:
    """The colour behind letters; a text for a picture or what cannot be read; None for nothing."""
    written = _background(styles)
    if not written:
        return None
    if "url(" in written or "gradient" in written:
        return written
    for word in written.split():
        colour = _colour(word)
        if colour is not None:
            return colour if colour.alpha else None
    return None


def same_colour(one: RGBA, other: RGBA) -> bool:
    """Whether an eye cannot tell two colours apart."""
    apart = max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True))
    return bool(apart * 255 <= limits().colour_difference)


@lru_cache(maxsize=4096)
def pixels(text: str) -> float | None:
    """A length in pixels, or per cent as their number; None for what is no length."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None
    bounds, number, unit = limits(), float(match[1]), match[2]
    if unit in ("em", "rem", "ex", "ch"):
        return number * bounds.em_px
    return number * bounds.pt_px if unit == "pt" else number


def _if_it_tells(rule: re.Match[str]) -> str:
    return rule[0] if _TELLS.search(rule[1]) else ""


def _declarations(parsed: list[Any]) -> Iterator[tuple[str, str]]:
    for one in parsed:
        if one.type == "declaration":
            yield one.lower_name, tinycss2.serialize(one.value).strip().lower()


def _shown_everywhere(parsed: list[Any]) -> Iterator[Any]:
    for rule in parsed:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and _is_for_screens(rule):
            yield from _shown_everywhere(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


def _is_for_screens(rule: Any) -> bool:
    """Whether a group of rules holds on every screen."""
    is_media = rule.lower_at_keyword == "media" and rule.content is not None
    return is_media and _SCREENS.match(tinycss2.serialize(rule.prelude).strip()) is not None


def _is_transparent(styles: Declared) -> bool:
    opacity = styles.get("opacity", "")
    if opacity:
        number = pixels(opacity.removesuffix("%"))
        if number is not None and number <= limits().opacity:
            return True
    return bool(_NO_ALPHA.search(styles.get("filter", "")))


def _sized(styles: Declared) -> Hiding | None:
    width, height = _size(styles, "width"), _size(styles, "height")
    tiny = limits().tiny_px
    small = [length for length in (width, height) if length is not None and length <= tiny]
    if not small:
        return None
    if len(small) == len((width, height)):
        return Hiding.NO_SIZE if not any(small) else Hiding.TINY
    if "hidden" not in (styles.get("overflow", ""), styles.get(f"overflow-{_axis(width)}", "")):
        return None
    return Hiding.TINY if small[0] else Hiding.FOLDED


def _axis(width: float | None) -> str:
    return "x" if width is not None else "y"


def _size(styles: Declared, side: str) -> float | None:
    lengths = [pixels(styles[name]) for name in (side, f"max-{side}") if name in styles]
    known = [abs(length) for length in lengths if length is not None]
    return min(known, default=None)


def _moved(styles: Declared) -> Hiding | None:
    away = limits().away_px
    if styles.get("position") in ("absolute", "fixed", "relative"):
        for side in ("left", "top", "right", "bottom", "inset"):
            if _is_away(styles.get(side, ""), away):
                return Hiding.OFF_SCREEN
        layer = pixels(styles.get("z-index", ""))
        if layer is not None and layer < 0:
            return Hiding.BEHIND
    for name in ("margin", "margin-left", "margin-top", "margin-right"):
        if _is_away(styles.get(name, ""), limits().away_margin_px):
            return Hiding.OFF_SCREEN
    if _is_away(styles.get("text-indent", ""), away):
        return Hiding.INDENTED
    shift = _SHIFT.search(styles.get("transform", ""))
    if shift and _is_away(shift[1].replace(",", " "), away):
        return Hiding.OFF_SCREEN
    return Hiding.NO_SIZE if _NO_SCALE.search(styles.get("transform", "")) else None


def _is_away(written: str, away: float) -> bool:
    """Whether any length of a value lies that far outside; per cent beyond a whole screen too."""
    for part in _PART.findall(written):
        length = pixels(part)
        if length is None:
            continue
        if abs(length) >= abs(away) * 10 or length <= away:
            return not part.endswith("%") or abs(length) > _FULL
        if part.endswith(("%", "vw", "vh")) and length < -_FULL:
            return True
    return False


def _clipped(styles: Declared) -> Hiding | None:
    if _WHOLE_CLIP.search(styles.get("clip", "")):
        return Hiding.CLIPPED
    inset = _INSET.search(styles.get("clip-path", ""))
    if inset and float(inset[1]) >= _HALF:
        return Hiding.CLIPPED
    return None


def _font_size(font: str) -> str:
    return next((word.split("/")[0] for word in font.split() if word[:1].isdigit()), "")


def _background(styles: Declared) -> str:
    return styles.get("background-color") or styles.get("background") or ""


@lru_cache(maxsize=2048)
def _colour(text: str) -> RGBA | None:
    found = parse_color(text) if text else None
    return found if isinstance(found, RGBA) else None
