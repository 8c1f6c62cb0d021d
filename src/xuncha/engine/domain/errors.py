"""The product's exceptions: our own faults and wrong input, never a site's fault.

XunchaError
├── InputError          what somebody handed in cannot be read; exit code 2
└── (one subclass per room, in that room's errors.py)
"""


class XunchaError(Exception):
    """程序无法继续"""

    def __str__(self) -> str:
        """The one Chinese line a user reads."""
        return super().__str__() or (type(self).__doc__ or "")


class InputError(XunchaError):
    """输入有误"""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        """Keep what is wrong, where it stands and what to do, as one line."""
        super().__init__(f"{what}；位置：{where}；处理办法：{remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy
