"""One page being written: fills the slots of a form and remembers what the page then says."""

from collections.abc import Callable
from datetime import timedelta
from html import escape

from xuncha.sample.variety import body as bodies
from xuncha.sample.variety import metas, surroundings
from xuncha.sample.variety.days import shown, today_words
from xuncha.sample.variety.forms import SLOT, Form
from xuncha.sample.variety.pen import AS_OF, Pen, Place, Story
from xuncha.sample.variety.truth import OtherDate, Row

Slot = Callable[..., str]


class Sheet:
    """A page: its site, its story, its chances; ``text`` fills a form."""

    def __init__(self, pen: Pen, place: Place, story: Story, row: Row) -> None:
        """Nothing is written yet; the row is completed while slots are filled."""
        self.pen = pen
        self.place = place
        self.story = story
        self.row = row
        self.meta_shift = 0
        self.shape = ""
        self.parts: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        self.slots: dict[str, Slot] = {
            "title": lambda how="": self.title(how),
            "titletag": self.title_tag,
            "pub": self.pub,
            "other": self.other,
            "today": lambda style="": self.today(style),
            "body": lambda style="": bodies.write(self, style),
            "attach": lambda: bodies.attachment_list(self),
            "metas": lambda mode="": metas.write(self, mode),
            "bylines": self.bylines,
            "class": self.class_word,
            "word": lambda name: escape(self.pen.word(name)),
            "n": lambda low, high: str(self.pen.number(int(low), int(high))),
            "part": lambda name: self.parts[name],
            "jsonld": self.jsonld,
        }
        self.slots |= surroundings.slots(self)

    def text(self, form: Form) -> str:
        """The markup with all slots filled."""
        self.meta_shift = int(form.settings.get("meta", "0"))
        self.shape = form.settings.get("shape", "")
        return self.fill(form.markup)

    def fill(self, markup: str) -> str:
        """Fill the slots, those inside filled ones too."""
        return SLOT.sub(lambda m: self._slot(m[1], m[2]), markup)

    def _slot(self, name: str, argument: str | None) -> str:
        filled = self.slots[name](*(argument.split("|") if argument is not None else []))
        return self.fill(filled) if "[[" in filled else filled

    def title(self, how: str) -> str:
        """The title, with a line break inside where asked."""
        words = self.story.title
        if how == "br" and len(words) > 12:
            cut = len(words) // 2
            return f"{escape(words[:cut])}<br />{escape(words[cut:])}"
        if how == "cut":
            return escape(words[:18]) + ("…" if len(words) > 18 else "")
        if how == "spans":
            third = max(2, len(words) // 3)
            pieces = [words[i : i + third] for i in range(0, len(words), third)]
            return "".join(f'<span lang="EN-US">{escape(p)}</span>' for p in pieces)
        return escape(words)

    def title_tag(self, mode: str = "") -> str:
        """Content of the title element: the title with column and site behind or before it."""
        pen, title, site = self.pen, escape(self.story.title), escape(self.place.name)
        if mode == "plain":
            return title
        if mode == "site":
            return site
        gap, column = pen.word("suffix_separators"), escape(self.place.column)
        shapes = [f"{title}{gap}{site}", f"{title}{gap}{column}{gap}{site}", title]
        shapes += [f"{site}{gap}{column}{gap}{title}", f"{title}{gap}{column}", f"{site} {title}"]
        return pen.pick(shapes)

    def pub(self, label: str = "*", style: str = "*") -> str:
        """The visible date of publication with its label."""
        if label == "*":
            label = self.pen.word("publish_labels")
        if style == "*":
            style = self.pen.word("date_styles")
        if style == "*t":
            style = self.pen.pick(["iso_hm", "iso_hms", "cn_hm", "slash_hm", "loose_hms"])
        self.see("visible")
        return escape(label) + shown(self.story.published, style, self.story.clock)

    def jsonld(self) -> str:
        """The stamp of structured data for search engines."""
        self.see("script")
        return shown(self.story.published, "iso_t", self.story.clock)

    def settle_date(self) -> None:
        """Give the row its publication date when the page shows it anywhere."""
        if self.row.date_places:
            self.row.publish_date = self.story.published

    def see(self, where: str) -> None:
        """The publication date stands in one more place."""
        if where not in self.row.date_places:
            self.row.date_places.append(where)

    def other(self, kind: str, label: str, style: str, shift: str = "0") -> str:
        """A labelled date that is not the publication, ``shift`` days from it."""
        day = self.story.published + timedelta(days=int(shift))
        self.row.other_dates.append(OtherDate(kind, day))
        return escape(label) + shown(day, style, self.story.clock)

    def today(self, style: str) -> str:
        """The day of the visit, as headers print it."""
        self.row.other_dates.append(OtherDate("today", AS_OF))
        return shown(AS_OF, style) if style else today_words(AS_OF)

    def bylines(self) -> str:
        """Source, author, views in some order, without a date."""
        pen = self.pen
        choices = [f"来源：{escape(self.story.source)}", f"浏览次数：{pen.number(12, 9000)}"]
        choices += [f"{pen.word('editors')}：{pen.writer.scene(self.place.body, pen.rng).person()}"]
        choices += [f"信息来源: {escape(self.story.source)}", "字体：大 中 小"]
        return pen.pick(["&nbsp;&nbsp;", " | ", "　", " "]).join(pen.some(choices, 2))

    def class_word(self, name: str) -> str:
        """A class name; the same all over the page."""
        return self.keep(name, lambda: self.pen.word(name + "_classes"))

    def keep(self, name: str, draw: Callable[[], str]) -> str:
        """Drawn once, the same all over the page."""
        if name not in self.kept:
            self.kept[name] = draw()
        return self.kept[name]
