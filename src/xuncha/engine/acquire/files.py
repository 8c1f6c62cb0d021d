"""Fetching the files that visited articles link to, within the visit's own bounds for them."""

from collections.abc import Callable, Iterable

from xuncha.engine.acquire.lookout import Lookout, Seen
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.attachments import AttachmentKind, AttachmentLimits
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.links import linked_files

NEVER_OPENED = frozenset({AttachmentKind.ARCHIVE, AttachmentKind.OTHER})


class FileVisit:
    """The attachments of one site; each address is asked for once, when the pages have been seen.

    ``is_throttled``: the site asked to be spared, and nothing more was asked for.
    """

    def __init__(self, lookout: Lookout, own: Callable[[Iterable[str]], list[str]]) -> None:
        """Fetch through ``lookout`` what ``own`` lets pass as belonging to the site."""
        self._lookout = lookout
        self._own = own
        self._limits = lookout.settings.attachments
        self._asked = set(lookout.known.files)
        self._bytes = sum(lookout.known.files.values())
        self._waiting: dict[str, str] = {}
        self._too_many: dict[str, str] = {}
        self.is_throttled = False

    def add_linked(self, articles: Iterable[Seen]) -> None:
        """Note what the articles link to, as many files of each as the bounds allow."""
        if self._limits is None:
            return
        for article in articles:
            if article.failure is not None or article.status != 200:
                continue
            files = linked_files(article.body, article.url, article.content_type)
            wanted = self._own([file.url for file in files if file.kind not in NEVER_OPENED])
            for place, url in enumerate(wanted):
                chosen = self._waiting if place < self._limits.per_article else self._too_many
                chosen.setdefault(page_key(url), url)

    async def fetch(self) -> None:
        """Fetch the files noted; what falls outside a bound is said in the log."""
        if self._limits is None:
            return
        for key, url in self._waiting.items():
            if key not in self._asked:
                await self._fetch(key, url, self._limits)
        for key, url in self._too_many.items():
            if key not in self._asked and key not in self._waiting:
                self._skip(url, f"每篇文章只看 {self._limits.per_article} 个附件")

    async def _fetch(self, key: str, url: str, limits: AttachmentLimits) -> None:
        if self.is_throttled:
            said, unable = "对方限制访问频率，未再访问", UnableClass.THROTTLED
            self._lookout.note(url, Decision.ATTACHMENT_FAILED, said, unable)
        elif reason := self._lookout.overspent():
            self._skip(url, reason)
        elif len(self._asked) >= limits.per_site:
            self._skip(url, f"已看满 {limits.per_site} 个附件")
        elif self._bytes >= limits.site_max_bytes:
            self._skip(url, f"附件已读满 {limits.site_max_bytes} 字节")
        else:
            self._asked.add(key)
            size, failure = await self._lookout.look_file(url, limits.max_bytes)
            self._bytes += size
            self.is_throttled = failure is UnableClass.THROTTLED

    def _skip(self, url: str, reason: str) -> None:
        said = f"访问额度用完：{reason}"
        self._lookout.note(url, Decision.ATTACHMENT_FAILED, said, UnableClass.BUDGET)
