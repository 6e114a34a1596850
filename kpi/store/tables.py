"""The tables. They hold no rules: rules belong to the domain, and these classes do not even validate.

Months are ordinals (`Month.ordinal`). Instants are text, ISO 8601 in UTC with microseconds: the same
characters on every database, in order when sorted, and hashed in the history exactly as stored.
"""

import datetime as dt

from sqlalchemy import BigInteger, Double, ForeignKeyConstraint, Index, Integer, MetaData
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


class Base(SQLModel):
    """The product's own metadata, with names for constraints so that a migration can refer to them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        }
    )


class FigureRecord(Base, table=True):
    """The current figures. `value` NULL is "không phát sinh"; `revision` is the one that last set the figure."""

    __tablename__ = "figure"
    __table_args__ = (Index(None, "measure", "month"), {"sqlite_with_rowid": False})

    unit: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    part: str = Field(primary_key=True)
    value: float | None = Field(sa_type=Double)
    source: str
    revision: int = Field(sa_type=_NUMBER)


class RevisionRecord(Base, table=True):
    """The history, append-only: numbered without gaps, each row carrying the hash of the one before."""

    __tablename__ = "revision"
    __table_args__ = (
        Index(None, "unit", "month", "number"),
        Index(None, "subject", "number"),
        Index(None, "action", "number"),
    )

    number: int = Field(primary_key=True, sa_type=_NUMBER, sa_column_kwargs={"autoincrement": False})
    at: str
    who: str
    origin: str
    reason: str
    action: str
    unit: str
    month: int | None
    subject: str
    part: str
    before: str | None
    after: str | None
    previous_hash: str = Field(unique=True)
    hash: str


class ReportRecord(Base, table=True):
    """Where the report of a unit for a month stands."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "month"),)

    unit: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    state: str
    version: int
    saved_at: str
    saved_by: str


class ExplanationRecord(Base, table=True):
    """Why a failed check of a report is right, in the unit's words."""

    __tablename__ = "explanation"
    __table_args__ = (ForeignKeyConstraint(["unit", "month"], ["report.unit", "report.month"]),)

    unit: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    text: str


class DraftRecord(Base, table=True):
    """What a person has typed in a form and not saved; `fields` is a JSON object of field to text."""

    __tablename__ = "draft"

    unit: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    person: str = Field(primary_key=True)
    fields: str
    saved_at: str


figure = Base.metadata.tables["figure"]
revision = Base.metadata.tables["revision"]
report = Base.metadata.tables["report"]
explanation = Base.metadata.tables["explanation"]
draft = Base.metadata.tables["draft"]


def instant_text(at: dt.datetime) -> str:
    """An instant as the tables hold it; raises ValueError when its time zone is not known.

    >>> instant_text(dt.datetime(2024, 4, 3, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))))
    '2024-04-03T02:30:00.000000+00:00'
    """
    if at.tzinfo is None:
        raise ValueError(f"no time zone: {at}")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
