"""The plans that were activated."""

from dataclasses import replace

from sqlalchemy import Connection, func, insert, select

from kpi.accounts import PlanFile
from kpi.figures import Stamp
from kpi.store import instants, revisions, tables
from kpi.store.revisions import Entry


def active(connection: Connection) -> PlanFile | None:
    """The plan activated last."""
    row = connection.execute(select(tables.plan_file).order_by(tables.plan_file.c.revision.desc()).limit(1)).first()
    if row is None:
        return None
    return PlanFile(row.plan_id, row.name, row.text, row.hash, instants.instant(row.activated_at))


def activate(connection: Connection, plan: PlanFile, stamp: Stamp) -> None:
    """Make a plan the active one, in a transaction of `writing`; nothing is written when it is that already."""
    before = active(connection)
    if before is not None and replace(plan, activated_at=before.activated_at) == before:
        return
    hash_before = None if before is None else before.hash
    revisions.append(
        connection, [Entry(revisions.PLAN, subject=plan.plan_id, before=hash_before, after=plan.hash)], stamp
    )
    connection.execute(
        insert(tables.plan_file).values(
            revision=revisions.last_number(connection),
            plan_id=plan.plan_id,
            name=plan.name,
            text=plan.text,
            hash=plan.hash,
            activated_at=instants.instant_text(plan.activated_at),
        )
    )


def last_revision(connection: Connection) -> int:
    """The revision of the last activation, 0 when there was none."""
    return connection.scalar(select(func.max(tables.plan_file.c.revision))) or 0
