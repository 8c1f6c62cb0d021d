"""The second look: what a page tells after a browser was asked, or could not be."""

from xuncha.engine.domain.fetches import Rendering
from xuncha.engine.domain.words import LABELS, UnableClass

ONCE_EMPTY = "页面正常打开，没有任何条目"
TWICE_EMPTY = "页面正常打开，用浏览器渲染后再看，仍没有任何条目"


def lacking(rendering: Rendering | None) -> tuple[UnableClass, str]:
    """Why a page whose content was not seen tells nothing; None: no browser was asked yet."""
    if rendering is None:
        return UnableClass.NEEDS_RENDERING, "列表由脚本生成，需用浏览器渲染后再看"
    if rendering.failure is not None:
        why = rendering.reason or LABELS[rendering.failure]
        return rendering.failure, f"用浏览器渲染没有成功：{why}"
    if rendering.lost_requests:
        lost = rendering.lost_requests
        return UnableClass.UNREADABLE, f"用浏览器渲染时有 {lost} 个数据请求或脚本失败，内容没有读全"
    if not rendering.is_settled:
        return UnableClass.TIMEOUT, "用浏览器渲染时，页面在时限内没有加载完"
    return UnableClass.NEEDS_RENDERING, "用浏览器渲染后内容仍未出现"
