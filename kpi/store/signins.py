"""Open sessions and failed attempts: neither is history."""

import datetime as dt

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from kpi.accounts import Attempts, SignIn
from kpi.store import instants, tables


def open_session(connection: Connection, session: SignIn) -> None:
    connection.execute(
        insert(tables.session).values(
            token_hash=session.token_hash,
            login=session.login,
            opened_at=instants.instant_text(session.opened_at),
            seen_at=instants.instant_text(session.seen_at),
            address=session.address,
            agent=session.agent,
        )
    )


def session(connection: Connection, token_hash: str) -> SignIn | None:
    here = tables.session.c.token_hash == token_hash
    row = connection.execute(select(tables.session).where(here)).mappings().first()
    return None if row is None else _session(row)


def every_session(connection: Connection) -> list[SignIn]:
    """The last seen first."""
    columns = tables.session.c
    query = select(tables.session).order_by(columns.seen_at.desc(), columns.token_hash)
    return [_session(row) for row in connection.execute(query).mappings()]


def see_session(connection: Connection, token_hash: str, at: dt.datetime) -> None:
    """Of two uses the later stays, in whatever order they are noted."""
    columns, seen_at = tables.session.c, instants.instant_text(at)
    later = columns.token_hash == token_hash, columns.seen_at < seen_at
    connection.execute(update(tables.session).where(*later).values(seen_at=seen_at))


def close_session(connection: Connection, token_hash: str) -> None:
    connection.execute(delete(tables.session).where(tables.session.c.token_hash == token_hash))


def close_sessions(connection: Connection, login: str) -> None:
    connection.execute(delete(tables.session).where(tables.session.c.login == login))


def attempts(connection: Connection, key: str) -> Attempts:
    columns = tables.attempt.c
    row = connection.execute(select(columns.failures, columns.last_at).where(columns.key == key)).first()
    return Attempts() if row is None else Attempts(row.failures, instants.instant(row.last_at))


def note_failure(connection: Connection, key: str, at: dt.datetime) -> Attempts:
    """Count one more, in a transaction of `writing`, so that no other count comes between."""
    before, now = attempts(connection, key), instants.in_utc(at)
    counted = Attempts(before.failures + 1, now if before.last_at is None else max(now, before.last_at))
    forget_failures(connection, key)
    row = {"key": key, "failures": counted.failures, "last_at": instants.text_or_none(counted.last_at)}
    connection.execute(insert(tables.attempt), [row])
    return counted


def forget_old_failures(connection: Connection, until: dt.datetime) -> None:
    """Forget the keys whose last failure was then or earlier."""
    connection.execute(delete(tables.attempt).where(tables.attempt.c.last_at <= instants.instant_text(until)))


def forget_failures(connection: Connection, key: str) -> None:
    connection.execute(delete(tables.attempt).where(tables.attempt.c.key == key))


def _session(row: RowMapping) -> SignIn:
    return SignIn(
        token_hash=row["token_hash"],
        login=row["login"],
        opened_at=instants.instant(row["opened_at"]),
        seen_at=instants.instant(row["seen_at"]),
        address=row["address"],
        agent=row["agent"],
    )
