"""Errors of the bundle room.

XunchaError
└── BundleError         a folder is no bundle, or cannot be written; exit code 2
"""

from xuncha.engine.domain.errors import XunchaError


class BundleError(XunchaError):
    """取证包无法读写"""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        """Keep what is wrong, where it stands and what to do, as one line."""
        super().__init__(f"{what}；位置：{where}；处理办法：{remedy}")
