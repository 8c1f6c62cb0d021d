"""Errors of going out: our own faults and wrong orders, never a site's fault.

XunchaError
├── InputError          a settings file or an uploaded export cannot be read
└── AcquireError        a visiting process could not do its work
    ├── GateRefusedError   the gate refused a connection; becomes a failed look
    └── BrowserStartError  the browser does not start; rendering is a step not run
"""

from xuncha.engine.domain.errors import XunchaError


class AcquireError(XunchaError):
    """访问进程无法完成"""


class GateRefusedError(AcquireError):
    """访问被安全策略拒绝"""


class BrowserStartError(AcquireError):
    """浏览器没能启动，渲染步骤没有执行"""
