"""Faults of the room registry.

XunchaError
└── RegistryError
    ├── EditError           a row written by hand has faults
    ├── ExemptionError      an exemption that breaks the rules for exemptions
    ├── LifecycleError      an event that is not whole or contradicts another one
    └── StaleError          the register is no longer as it was when a person looked
InputError
└── UploadError             a file that cannot be taken in at all
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xuncha.engine.domain.errors import InputError, XunchaError

if TYPE_CHECKING:
    from xuncha.office.registry.report import RowFault


class RegistryError(XunchaError):
    """台账模块出错"""


class EditError(RegistryError):
    """这一行有误，没有保存"""

    def __init__(self, faults: "Iterable[RowFault]") -> None:
        """Keep the faults; the message is one line."""
        self.faults = tuple(faults)
        super().__init__("；".join(f"{one.column}：{one.message}" for one in self.faults))


class ExemptionError(RegistryError):
    """豁免不符合规定"""


class LifecycleError(RegistryError):
    """这条记录不能登记"""


class StaleError(RegistryError):
    """核对之后台账又有改动；请重新核对后再确认"""


class UploadError(InputError):
    """文件无法导入"""
