"""Faults of the room people.

XunchaError
└── PeopleError
    ├── AppendOnlyError     a row of history was to be changed or deleted
    ├── KeepingError        a login may not be opened, changed or closed so
    ├── KeeperError         this person may not be named, or not by this one
    ├── OutsideRefusedError what an outside door sent proves nobody
    ├── OutsideUnableError  the service behind an outside door could not be asked
    └── TransitionError     a state change the table does not allow
"""

from xuncha.engine.domain.errors import XunchaError


class PeopleError(XunchaError):
    """人员模块出错"""


class AppendOnlyError(PeopleError):
    """历史记录只能追加，不能修改或删除；需要更正时请新增一条记录"""


class KeeperError(PeopleError):
    """不能这样指定处理人"""


class KeepingError(PeopleError):
    """不能这样管理人员"""


class OutsideRefusedError(PeopleError):
    """外部身份服务给出的凭证不能采信"""


class OutsideUnableError(PeopleError):
    """外部身份服务没有回答"""


class TransitionError(PeopleError):
    """当前状态不允许这样变更"""
