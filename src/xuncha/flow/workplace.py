"""Where a round's files lie: bundles and documents."""

from dataclasses import dataclass
from pathlib import Path

from xuncha.flow.errors import FlowError
from xuncha.office.casework.models import Round


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of one installation."""

    home: Path

    def bundles(self, inspection: Round) -> Path:
        """Where the bundles of a round lie, a folder per target."""
        return self._made(self.round(inspection) / "bundles")

    def former_bundles(self, inspection: Round) -> Path:
        """Where bundles lie whose targets were visited again; each ``<code>.<number>``."""
        return self._made(self.round(inspection) / "former-bundles")

    def second_looks(self, inspection: Round, day: str) -> Path:
        """Where the bundles of a second look at ordered targets lie, a folder per target."""
        return self._made(self.round(inspection) / "second-looks" / day)

    def exports(self, inspection: Round) -> Path:
        """Where the exports of back offices uploaded for a round lie."""
        return self._made(self.round(inspection) / "exports")

    def former_exports(self, inspection: Round) -> Path:
        """Where exports lie that others of their name replaced; each ``<digest>/<name>``."""
        return self._made(self.round(inspection) / "former-exports")

    def documents(self, inspection: Round) -> Path:
        """Where the documents of a round lie, as issued."""
        return self._made(self.round(inspection) / "documents")

    def round(self, inspection: Round) -> Path:
        """The folder of a round."""
        return self._made(self.home / "rounds" / str(inspection.pk))

    @staticmethod
    def _made(folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FlowError(
                f"文件夹无法写入：{folder}（{error.strerror}）；请检查权限和磁盘空间，"
                "或用 --out 另选位置"
            ) from error
        return folder
