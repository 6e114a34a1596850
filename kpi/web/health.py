"""Whether the product answers, for a monitor on the same network."""

from starlette.requests import Request
from starlette.responses import JSONResponse


async def health(_request: Request) -> JSONResponse:
    """Says only that the process is up: no figures, no versions."""
    return JSONResponse({"status": "ok"})
