"""Writing a bundle: into ``<code>.partial``, flushed to disk, renamed when complete."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import xuncha
from xuncha.engine.bundle.errors import BundleError
from xuncha.engine.bundle.manifest import (
    FORMAT,
    MANIFEST_JSON,
    PARTIAL,
    PLAN_JSON,
    WARC,
    Manifest,
    Member,
    PlanFile,
    can_name_bundle,
    seal_of,
)
from xuncha.engine.bundle.unfinished import UnfinishedEvidence
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import TargetPlan


class BundleWriter(UnfinishedEvidence):
    """One bundle being written. Nothing stands under the final name before ``finish``."""

    def __init__(
        self,
        out: Path,
        plan: TargetPlan,
        settings: VisitSettings,
        as_of: datetime,
        *,
        started_at: datetime,
    ) -> None:
        """Open ``<out>/<code>.partial`` for one target."""
        if not can_name_bundle(plan.code):
            raise BundleError("对象编码不能用作文件夹名", repr(plan.code), "请在名录中改正编码")
        self.folder = out / plan.code
        self._as_of = as_of
        self._code = plan.code
        plan_file = PlanFile(plan, settings, as_of, xuncha.__version__)
        data = PLAN_JSON.dump_json(plan_file, indent=1)
        super().__init__(out / f"{plan.code}{PARTIAL}", data, WARC, started_at=started_at)

    def finish(self, finished_at: datetime) -> Path:
        """Close, flush and rename: the folder under its final name. Never overwrites a bundle."""

        def manifest(members: Sequence[Member], records: int) -> bytes:
            unsealed = Manifest(
                format=FORMAT,
                target=self._code,
                as_of=self._as_of,
                started_at=self._started_at,
                finished_at=finished_at,
                members=tuple(members),
                records=records,
            )
            return MANIFEST_JSON.dump_json(replace(unsealed, seal=seal_of(unsealed)), indent=1)

        return self._seal_into(self.folder, manifest)
