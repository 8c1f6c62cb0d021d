"""A zip container written again with one fixed time, so that equal content is equal bytes."""

import io
import zipfile
from datetime import datetime


def freeze_times(raw: bytes, as_of: datetime) -> bytes:
    """The same members in the same order, each dated ``as_of`` (its own wall-clock reading)."""
    stamp = as_of.timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=stamp)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(name), compresslevel=6)
    return out.getvalue()
