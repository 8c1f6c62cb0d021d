"""Files of a round a person may download: its documents, the list of a bundle's members.

Only what lies directly in the documents folder is served, always as an attachment. What was
fetched from the web leaves as plain text alone, as an attachment too: it is never a page of ours.
Pictures we took of it leave as the image types we took them in, and as nothing else.
"""

import csv
import io
import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.conf import settings

from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.bundle.supplement import PARTS
from xuncha.engine.domain.attachments import AttachmentLimits
from xuncha.engine.domain.fetches import Fetch, Picture
from xuncha.engine.extract.attachments.kinds import kind_of
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.charset import decode
from xuncha.flow.letters import cited_letters
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round, VisitRecord

MANIFEST = "manifest.json"
PICTURE_TYPES = frozenset({"image/png", "image/jpeg"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a round: its file name and its size in bytes."""

    name: str
    size: int

    @property
    def suffix(self) -> str:
        """The kind of file in upper case (``DOCX``)."""
        return Path(self.name).suffix.lstrip(".").upper()


def documents_of(inspection: Round) -> tuple[Document, ...]:
    """The documents of a round by name; empty when none was written yet."""
    folder = _folder(inspection)
    if not folder.is_dir():
        return ()
    found = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    return tuple(
        Document(path.name, path.stat().st_size)
        for path in sorted(found)
        if not path.name.startswith(".")
    )


def document_path(inspection: Round, name: str) -> Path | None:
    """Where a document lies; None for anything that is not listed."""
    if name not in {document.name for document in documents_of(inspection)}:
        return None
    return _folder(inspection) / name


def members_csv(visit: VisitRecord) -> str | None:
    """The members of a bundle with size and digest as CSV; None when the bundle is not here."""
    try:
        rows = []
        for part in ("", *PARTS):
            path = Path(visit.bundle_path) / part / MANIFEST
            if not part or path.is_file():
                members = json.loads(path.read_text(encoding="utf-8"))["members"]
                place = f"{part}/" if part else ""
                rows += [(f"{place}{m['name']}", m["size"], m["sha256"]) for m in members]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("文件", "字节", "SHA-256"))
    writer.writerows([[_plain(str(cell)) for cell in row] for row in rows])
    return "\ufeff" + text.getvalue()


def record_text(visit: VisitRecord, record: str) -> str | None:
    """What a cited record of a bundle holds, decoded (of an attachment the text read out of it; of
    an uploaded export of letters the site's own rows); None where there is no such record."""
    try:
        kept = Bundle.open(visit.bundle_path)
        looks = chain(kept.fetches(), kept.attachments())
        fetch = next((one for one in looks if one.record == record), None)
        built = next((one for one in kept.renderings() if one.record == record), None)
    except BundleError:
        return None
    if built is not None:
        return built.body.decode("utf-8", "replace")
    if fetch is None:
        workplace, inspection = Workplace(settings.XUNCHA_HOME), visit.target.round
        folders = (workplace.exports(inspection), workplace.former_exports(inspection))
        return cited_letters(folders, record, visit.target.code)
    limits = kept.settings.attachments
    if limits is not None and kind_of(fetch.body, fetch.url) is not None:
        return _text_of_file(fetch, limits)
    return decode(fetch.body, fetch.header("content-type"))[0]


def pictured(visit: VisitRecord) -> dict[str, bool]:
    """What the bundle of a visit has a picture of (``home``, fingerprints of findings), and whether
    the words are marked in it."""
    return {picture.subject: picture.is_marked for picture in _pictures(visit)}


def picture_of(visit: VisitRecord, subject: str) -> Picture | None:
    """The picture of a subject; None when the bundle has none, or it is no image we take."""
    return next((one for one in _pictures(visit) if one.subject == subject), None)


def _pictures(visit: VisitRecord) -> list[Picture]:
    try:
        kept = list(Bundle.open(visit.bundle_path).pictures())
    except BundleError:
        return []
    return [one for one in kept if one.content_type in PICTURE_TYPES]


def _text_of_file(fetch: Fetch, limits: AttachmentLimits) -> str:
    with AttachmentReader(limits) as reader:
        read = reader.read(fetch.body, fetch.url)
    told = [f"附件 {fetch.url}，以下为机器读出的文字", *([read.reason] if read.reason else ())]
    return "\n".join([*told, *(f"{block.place}\t{block.text}" for block in read.blocks)])


def _plain(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _folder(inspection: Round) -> Path:
    return Path(settings.XUNCHA_HOME) / "rounds" / str(inspection.pk) / "documents"
