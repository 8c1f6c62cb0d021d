"""What can go wrong when a sample web is asked for or served."""


class SampleError(Exception):
    """样例无法生成或读取"""

    def __str__(self) -> str:
        """The one Chinese line a user reads."""
        return super().__str__() or (type(self).__doc__ or "")
