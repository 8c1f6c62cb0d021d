"""Faults of the room forms.

XunchaError
└── FormsError
    ├── DefinitionError     a form's file that makes no sense
    └── AnswerError         an answer that cannot be taken as it is
"""

from xuncha.engine.domain.errors import XunchaError


class FormsError(XunchaError):
    """核查表模块出错"""


class DefinitionError(FormsError):
    """核查表的定义有误"""


class AnswerError(FormsError):
    """填写的内容还不能提交"""

    def __init__(self, *faults: str) -> None:
        super().__init__("；".join(faults))
        self.faults = faults
