"""Documents of a judged round: notice, annexes, report; each written whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from xuncha.flow.errors import FlowError
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import Round
from xuncha.office.notices.annexes import write_xlsx
from xuncha.office.notices.compile import NoticeOrder, compile_notice, compile_report
from xuncha.office.notices.dossier import RoundReport
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.report import write_html


@dataclass(frozen=True, slots=True)
class Written:
    """What was compiled, and the files; ``gaps`` say which parts of the template had no data."""

    report: RoundReport
    notice: Path
    annexes: Path
    page: Path
    gaps: tuple[str, ...] = ()


def write_documents(inspection: Round, order: NoticeOrder, workplace: Workplace) -> Written:
    """Compile the round and write its documents; the same records give the same bytes."""
    report = compile_report(inspection, order)
    compiled = compile_notice(inspection, order, report.notice)
    content, script = compiled.content, compiled.script
    folder = workplace.documents(inspection)
    title = order.head.title.replace("\n", "")
    return Written(
        report=report,
        notice=write_whole(folder / f"{title}.docx", write_docx(content, script)),
        annexes=write_whole(folder / f"{title}-附件.xlsx", write_xlsx(content, script)),
        page=write_whole(folder / f"{inspection.period_label}检查报告.html", write_html(report)),
        gaps=script.gaps,
    )


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file under its name only when all of it is there. FlowError where it cannot be."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.rename(path)
    except OSError as error:
        raise FlowError(
            f"文件无法写入：{path}（{error.strerror}）；请检查权限和磁盘空间后再次运行"
        ) from error
    return path
