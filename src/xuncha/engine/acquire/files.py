"""Fetching the files that visited articles link to, within the visit's own bounds for them."""

from collections.abc import Callable, Iterable

from xuncha.engine.acquire.lookout import Lookout, Seen
from xuncha.engine.bundle.journal import Decision
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.attachments import AttachmentKind
from xuncha.engine.domain.words import UnableClass
from xuncha.engine.extract.attachments.links import linked_files

NEVER_OPENED = frozenset({AttachmentKind.ARCHIVE, AttachmentKind.OTHER})


class FileVisit:
    """The attachments of one site; each address is asked for once."""

    def __init__(self, lookout: Lookout, own: Callable[[Iterable[str]], list[str]]) -> None:
        """Fetch through ``lookout`` what ``own`` lets pass as belonging to the site."""
        self._lookout = lookout
        self._own = own
        self._limits = lookout.settings.attachments
        self._asked = set(lookout.known.files)
        self._bytes = sum(lookout.known.files.values())

    async def fetch_linked(self, articles: Iterable[Seen]) -> None:
        """Fetch what the articles link to; what falls outside a bound is said in the log."""
        if self._limits is None:
            return
        for article in articles:
            if article.failure is not None or article.status != 200:
                continue
            files = linked_files(article.body, article.url, article.content_type)
            named = [file.url for file in files if file.kind not in NEVER_OPENED]
            wanted = self._own(named)
            for url in wanted[self._limits.per_article :]:
                self._skip(url, f"每篇文章只看 {self._limits.per_article} 个附件")
            for url in wanted[: self._limits.per_article]:
                await self._fetch(url)

    async def _fetch(self, url: str) -> None:
        assert self._limits is not None
        if page_key(url) in self._asked:
            return
        if reason := self._lookout.overspent():
            self._skip(url, reason)
        elif len(self._asked) >= self._limits.per_site:
            self._skip(url, f"已看满 {self._limits.per_site} 个附件")
        elif self._bytes >= self._limits.site_max_bytes:
            self._skip(url, f"附件已读满 {self._limits.site_max_bytes} 字节")
        else:
            self._asked.add(page_key(url))
            self._bytes += await self._lookout.look_file(url, self._limits.max_bytes)

    def _skip(self, url: str, reason: str) -> None:
        key = page_key(url)
        if key not in self._asked:
            self._asked.add(key)
            said = f"访问额度用完：{reason}"
            self._lookout.note(url, Decision.ATTACHMENT_FAILED, said, UnableClass.BUDGET)
