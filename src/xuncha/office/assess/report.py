"""A region's report: a DOCX and a JSON, the same bytes from the same records."""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import LABELS, RowKind
from xuncha.engine.judge.standings import score_of
from xuncha.engine.judge.weights import plain
from xuncha.office.assess.assessing import Item, RegionResult, results
from xuncha.office.assess.models import Assessment
from xuncha.office.notices.archive import freeze_times
from xuncha.office.notices.page import TEXT, Face, Setting, lay_out, stand, write
from xuncha.office.notices.page_tables import add_table
from xuncha.office.notices.parts import add_title
from xuncha.office.notices.phrases import printable
from xuncha.office.notices.tables import Column, Table

SECTIONS = (
    ("一、单项否决", RowKind.VETO),
    ("二、扣分指标", RowKind.DEDUCT),
    ("三、加分指标", RowKind.BONUS),
)
COLUMNS = (
    Column("序号", 12, is_centred=True),
    Column("指标", 30),
    Column("结果", 22, is_centred=True),
    Column("记录所示", 60),
    Column("人工认定", 32),
)
NO_POINTS = "工作台账，分值不详"


def write_reports(assessment: Assessment, out: Path) -> tuple[Path, ...]:
    """Both files of every region, in a folder; their paths in the order of the regions."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for result in results(assessment):
        stem = f"{assessment.year}年监管工作考核-{_file_name(result.region)}"
        for suffix, raw in (
            (".docx", docx_of(assessment, result)),
            (".json", json_of(assessment, result).encode()),
        ):
            path = out / f"{stem}{suffix}"
            path.write_bytes(raw)
            paths.append(path)
    return tuple(paths)


def content_of(assessment: Assessment, result: RegionResult) -> dict[str, Any]:
    """What the report says, as plain data."""
    return {
        "year": assessment.year,
        "region": result.region,
        "rulebook": {"name": assessment.rulebook_name, "digest": assessment.rulebook_digest},
        "verdict": asdict(result.verdict),
        "items": [asdict(item) for item in result.items],
    }


def json_of(assessment: Assessment, result: RegionResult) -> str:
    """The report as JSON."""
    return json.dumps(content_of(assessment, result), ensure_ascii=False, indent=1) + "\n"


def docx_of(assessment: Assessment, result: RegionResult) -> bytes:
    """The report as a document; its only time is the end of the year."""
    document = docx.Document()
    lay_out(document)
    moment = datetime(assessment.year, 12, 31, 23, 59, 58, tzinfo=SHANGHAI)
    title = f"{result.region}{assessment.year}年政府网站与政务新媒体监管工作考核情况"
    core = document.core_properties
    core.author = core.last_modified_by = assessment.office.name
    core.title, core.comments = title, ""
    core.created = core.modified = moment.astimezone(UTC).replace(tzinfo=None)
    add_title(document, title, keeps_next=True)
    _paragraph(document, conclusion(result))
    for heading, kind in SECTIONS:
        _heading(document, heading)
        items = [item for item in result.items if item.kind is kind]
        add_table(document, Table(COLUMNS, tuple(_cells(at, i) for at, i in enumerate(items, 1))))
    _heading(document, "四、算式")
    for at, step in enumerate(result.verdict.arithmetic, 1):
        _paragraph(document, f"{at}. {step.text}")
    _paragraph(document, f"指标集：{assessment.rulebook_name}，摘要 {assessment.rulebook_digest}。")
    raw = io.BytesIO()
    document.save(raw)
    return freeze_times(raw.getvalue(), moment)


def conclusion(result: RegionResult) -> str:
    """The result in a sentence: never a single score where one is not certain."""
    verdict = result.verdict
    text = f"考核结论：{LABELS[verdict.state]}。"
    score = score_of(verdict)
    if score is not None and score.is_single:
        missing = "、".join(verdict.not_examined)
        text += f"已查各项合计 {plain(score.low)} 分"
        return f"{text}，未查 {missing}。" if missing else f"{text}。"
    if score is not None:
        return f"{text}部分分值未核实或有待认定，得分在 {score.text()} 分之间，不给出单一得分。"
    return f"{text}不评分。"


def state_of(item: Item) -> str:
    """What became of a row, as the report and the page print it."""
    if item.result is None:
        return "未检查"
    said = LABELS[item.result]
    if item.is_open:
        said = "待认定"
    return said if item.has_points or item.kind is RowKind.VETO else f"{said}（{NO_POINTS}）"


def _cells(at: int, item: Item) -> tuple[str, ...]:
    cells = (f"{item.indicator} {item.name}", state_of(item), item.facts, item.entered or "—")
    return (str(at), *(printable(cell) for cell in cells))


def _heading(document: Document, text: str) -> None:
    write(stand(document.add_paragraph(), Setting(first=2, keeps_next=True)), text, Face.HEI)


def _paragraph(document: Document, text: str) -> None:
    write(stand(document.add_paragraph(), TEXT), printable(text))


def _file_name(region: str) -> str:
    return "".join(one for one in region if one.isalnum()) or "地区"
