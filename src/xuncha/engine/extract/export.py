"""The rows of an uploaded account export, as a bundle keeps them, read into posts."""

import csv
import io

from xuncha.engine.domain.facts import Post
from xuncha.engine.extract.moments import parse_moment

HEADER = ("账号编码", "账号名称", "发布时间", "标题", "正文", "链接")


def read_export_rows(body: bytes, record: str = "") -> tuple[Post, ...]:
    """The posts in the CSV bytes of a bundle's export resource, in the order of the file.

    A time that cannot be read leaves ``published_at`` None; no rows gives an empty tuple.
    """
    lines = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""))
    return tuple(
        Post(
            title=row["标题"].strip(),
            text=row["正文"].strip(),
            url=row["链接"].strip(),
            published_at=parse_moment(row["发布时间"]),
            where=f"导出文件第 {number} 条",
            record=record,
        )
        for number, row in enumerate(lines, start=1)
    )
