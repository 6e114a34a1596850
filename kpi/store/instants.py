"""Instants as the tables hold them: text, ISO 8601 in UTC with microseconds.

The same characters on every database, in order when sorted, and hashed in the history exactly as stored.
"""

import datetime as dt


def instant_text(at: dt.datetime) -> str:
    """An instant as the tables hold it; raises ValueError when its time zone is not known.

    >>> instant_text(dt.datetime(2024, 4, 3, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))))
    '2024-04-03T02:30:00.000000+00:00'
    """
    if at.tzinfo is None:
        raise ValueError(f"no time zone: {at}")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def text_or_none(at: dt.datetime | None) -> str | None:
    """An instant that may not have come yet."""
    return None if at is None else instant_text(at)


def instant(text: str) -> dt.datetime:
    """The instant that a table holds, in UTC."""
    return dt.datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> dt.datetime | None:
    return None if text is None else instant(text)


def in_utc(at: dt.datetime) -> dt.datetime:
    """The instant as it will be read back; raises ValueError when its time zone is not known."""
    return instant(instant_text(at))
