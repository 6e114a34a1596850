"""A file to be saved by a browser: never opened inside this product, never kept on the way."""

from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

_NEVER_KEPT = {"cache-control": "no-store"}


def attachment(name: str, media_type: str, content: bytes) -> Response:
    """The file under its name, which may be Vietnamese."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-type": media_type,
        "x-content-type-options": "nosniff",
        **_NEVER_KEPT,
    }
    return Response(content, headers=headers)


def unavailable(sentence: str) -> Response:
    """There is no such file for this person; the sentence says why that may be."""
    return PlainTextResponse(sentence, 404, _NEVER_KEPT)


def failed(sentence: str, status: int) -> Response:
    """The file could not be made; the sentence says what to do."""
    return PlainTextResponse(sentence, status, _NEVER_KEPT)
