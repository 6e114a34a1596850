"""Files that are made while a browser waits: a few at once, and one sentence where a file cannot be made."""

import logging
from collections.abc import Callable

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.responses import Response

from kpi.web.downloads import failed
from kpi.wording import screens

AT_ONCE = 2
"""A file may take some hundred megabytes to make; who comes third waits, without holding a thread."""
PATIENCE = 120.0
"""Seconds that somebody waits for a file, from asking for it."""

_at_once = CapacityLimiter(AT_ONCE)
_log = logging.getLogger("kpi")


async def made(make: Callable[[], Response], *, patience: float = PATIENCE) -> Response:
    """The answer of `make`, which runs in a thread; one sentence where it fails (500) or takes too long (503)."""
    with move_on_after(patience):
        try:
            return await to_thread.run_sync(make, limiter=_at_once, abandon_on_cancel=True)
        except Exception as error:  # whatever a library that writes files raises
            _log.error("a file was not made", exc_info=error)
            return failed(screens.FILE_FAILED, 500)
    _log.error("a file was not made within %s seconds", patience)
    return failed(screens.FILE_LATE, 503)
