"""The attachments of a visit read out of its bundle, each with the article that links to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.attachments import (
    AttachmentFacts,
    AttachmentKind,
    AttachmentLimits,
    AttachmentText,
)
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.words import LABELS, UnableClass
from xuncha.engine.extract.attachments.kinds import kind_by_name, kind_of
from xuncha.engine.extract.attachments.links import LinkedFile, linked_files
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.attachments.reading import READERS, unopened

_MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one address gave: a text, or another address."""

    text: AttachmentText
    record: str
    onward: str = ""


class Attachments:
    """Gathers the files visited pages link to, or are themselves."""

    def __init__(self, limits: AttachmentLimits | None) -> None:
        """Gather nothing where ``limits`` is None: the visit looked at no attachments."""
        self._limits = limits
        self._linked: dict[str, tuple[LinkedFile, str]] = {}
        self._themselves: dict[str, Fetch] = {}

    def add_page(self, page: Fetch) -> None:
        """Note what an article links to; the first article that links to a file names it."""
        if self._limits is None:
            return
        for file in linked_files(page.body, page.url, page.header("content-type")):
            self._linked.setdefault(page_key(file.url), (file, page.url))

    def is_file(self, page: Fetch, title: str) -> bool:
        """Whether a visited page is a file and no page (a list that links straight to a PDF); it is
        then an attachment of that title."""
        kind = kind_of(page.body, page.url)
        if kind is None or kind not in READERS:
            return False
        key = page_key(page.url)
        self._linked.setdefault(key, (LinkedFile(page.url, title, kind), page.url))
        self._themselves.setdefault(key, page)
        return True

    def read_from(self, bundle: Bundle) -> tuple[AttachmentFacts, ...]:
        """Every gathered file, by address; one that cannot be read has ``unable`` set."""
        if self._limits is None or not self._linked:
            return ()
        with AttachmentReader(self._limits) as reader:
            answers = {
                page_key(fetch.url): self._answer_of(fetch, reader)
                for fetch in (*self._themselves.values(), *bundle.attachments())
            }
        return tuple(self._facts(key, answers) for key in sorted(self._linked))

    def _answer_of(self, fetch: Fetch, reader: AttachmentReader) -> _Answer:
        linked = self._linked.get(page_key(fetch.url))
        kind = linked[0].kind if linked else kind_by_name(urlsplit(fetch.url).path)
        kind = kind or AttachmentKind.OTHER
        failure, reason = fetch.failure, fetch.failure_reason
        if failure is None and fetch.status in (404, 410):
            failure, reason = UnableClass.NOT_FOUND, f"服务器回答 {fetch.status}"
        if failure is not None:
            said = reason or LABELS[failure]
            text = AttachmentText(kind, unable=failure, reason=said)
            return _Answer(text, "" if failure is UnableClass.WITHHELD else fetch.record)
        if fetch.redirects_to:
            text = AttachmentText(
                kind, unable=UnableClass.UNREADABLE, reason="地址转来转去，没有到达"
            )
            return _Answer(text, fetch.record, page_key(fetch.redirects_to))
        return _Answer(reader.read(fetch.body, f"file.{kind}"), fetch.record)

    def _facts(self, key: str, answers: Mapping[str, _Answer]) -> AttachmentFacts:
        file, linked_from = self._linked[key]
        answer = _arrived(key, answers)
        if answer is None:
            if file.kind in READERS:
                unable, reason = UnableClass.NOT_VISITED, "附件没有访问"
                text = AttachmentText(file.kind, unable=unable, reason=reason)
            else:
                text = unopened(file.kind)
            answer = _Answer(text, "")
        text = answer.text
        return AttachmentFacts(
            url=file.url,
            name=file.name,
            linked_from=linked_from,
            record=answer.record,
            kind=text.kind,
            pages=text.pages,
            blocks=text.blocks,
            unable=text.unable,
            reason=text.reason,
        )


def _arrived(key: str, answers: Mapping[str, _Answer]) -> _Answer | None:
    answer = answers.get(key)
    for _ in range(_MAX_REDIRECTS):
        if answer is None or not answer.onward:
            break
        answer = answers.get(answer.onward, answer)
    return answer


def characters_of(files: Iterable[AttachmentFacts]) -> int:
    """How many characters of text the files hold."""
    return sum(len(block.text) for file in files for block in file.blocks)
