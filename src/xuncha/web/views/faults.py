"""Pages for what went wrong, each with what to do next."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_FOUND = {"what": "没有这个页面", "remedy": "地址有误，或该内容不属于您的单位"}
REFUSED = {"what": "不能打开", "remedy": "没有这项权限；需要时请联系安全管理员"}
UNREADABLE = {"what": "请求不能处理", "remedy": "上传的文件过大或内容不完整；请减少后重试"}
BROKEN = {"what": "程序出错", "remedy": "已停止处理，数据没有改动；请稍后重试或联系系统管理员"}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for rows of another office: their existence is not told."""
    del exception
    return render(request, "web/fault.html", NOT_FOUND, status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: too much at once, or not what a browser sends."""
    del exception
    return render(request, "web/fault.html", UNREADABLE, status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the right that is missing where a door said it."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    page = REFUSED | ({"remedy": said} if said else {})
    return render(request, "web/fault.html", page, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault; nothing of it is shown."""
    return render(request, "web/fault.html", BROKEN, status=500)
