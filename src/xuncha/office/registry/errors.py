"""Faults of the room registry.

XunchaError
└── RegistryError
    └── ExemptionError      an exemption that breaks the rules for exemptions
InputError
└── UploadError             a file that cannot be taken in at all
"""

from xuncha.engine.domain.errors import InputError, XunchaError


class RegistryError(XunchaError):
    """台账模块出错"""


class ExemptionError(RegistryError):
    """豁免不符合规定"""


class UploadError(InputError):
    """文件无法导入"""
