"""The templates of the periodic report, on a database: kept one after another, the last is in force."""

from sqlalchemy import Connection, Engine, func, insert, select

from kpi.accounts import ReportTemplate
from kpi.figures import Stamp
from kpi.store import instants, revisions, tables
from kpi.store.engine import reading, writing
from kpi.store.revisions import Entry, json_text


class SqlTemplates:
    """`kpi.services.store.TemplateStore` on SQLite or PostgreSQL."""

    _engine: Engine

    def report_template(self) -> ReportTemplate | None:
        with reading(self._engine) as connection:
            return in_force(connection)

    def keep_report_template(self, template: ReportTemplate | None, stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            keep(connection, template, stamp)


def in_force(connection: Connection) -> ReportTemplate | None:
    """The template kept last; its author and its time are missing where its revision was cut off."""
    kept, past = tables.report_template, tables.revision
    query = select(kept.c.name, kept.c.content, past.c.who, past.c.at)
    joined = query.select_from(kept.outerjoin(past, kept.c.revision == past.c.number))
    row = connection.execute(joined.order_by(kept.c.revision.desc()).limit(1)).first()
    if row is None or row.content is None:
        return None
    at = None if row.at is None else instants.instant(row.at)
    return ReportTemplate(row.name, bytes(row.content), row.who or "", at)


def keep(connection: Connection, template: ReportTemplate | None, stamp: Stamp) -> None:
    """Put a template in force in a transaction of `writing`; see `kpi.services.store.TemplateStore`."""
    before = in_force(connection)
    if text(template) == text(before):
        return
    revisions.append(connection, [Entry(revisions.TEMPLATE, before=text(before), after=text(template))], stamp)
    connection.execute(
        insert(tables.report_template).values(
            revision=revisions.last_number(connection),
            name="" if template is None else template.name,
            content=None if template is None else template.content,
            hash="" if template is None else template.hash,
        )
    )


def text(template: ReportTemplate | None) -> str | None:
    """A template as the history tells it: its name and the SHA-256 of its bytes.

    >>> text(ReportTemplate("mau.docx", b""))[:50]
    '{"name":"mau.docx","hash":"e3b0c44298fc1c149afbf4c'
    """
    return None if template is None else json_text({"name": template.name, "hash": template.hash})


def last_revision(connection: Connection) -> int:
    """The revision of the template kept last, 0 where there is none."""
    return connection.scalar(select(func.max(tables.report_template.c.revision))) or 0
