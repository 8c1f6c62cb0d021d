"""Work during which the garbage collector rests."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def uncollected(work: Callable[_P, _T]) -> Callable[_P, _T]:
    """Work that makes thousands of small objects, keeps them till it ends and makes no rings of
    them: looking for rings meanwhile finds nothing. Leaves the collector as it was."""

    @wraps(work)
    def resting(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        if not gc.isenabled():
            return work(*args, **kwargs)
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            gc.enable()

    return resting
