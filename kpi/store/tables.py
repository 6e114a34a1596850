"""The tables. They hold no rules: rules belong to the domain, and these classes do not even validate.

Months are ordinals (`Month.ordinal`), instants are texts (`kpi.store.instants`).
"""

from sqlalchemy import BigInteger, Double, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData
from sqlmodel import Field, SQLModel

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_EMPTY = {"server_default": ""}


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
        Index(None, "who", "number"),
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
    """Where the report of a unit for a month stands, and who brought it there."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "month"),)

    unit: str = Field(primary_key=True)
    month: int = Field(primary_key=True)
    state: str
    version: int
    saved_at: str
    saved_by: str
    submitted_at: str | None
    submitted_by: str = Field(sa_column_kwargs=_EMPTY)
    first_submitted_at: str | None
    decided_at: str | None
    decided_by: str = Field(sa_column_kwargs=_EMPTY)
    returned_because: str = Field(sa_column_kwargs=_EMPTY)
    corrected_at: str | None
    corrected_by: str = Field(sa_column_kwargs=_EMPTY)


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


class AccountRecord(Base, table=True):
    """People who may sign in. `external` NULL is none, so that no two accounts share an address."""

    __tablename__ = "account"

    login: str = Field(primary_key=True)
    name: str
    role: str
    unit: str | None
    password_hash: str
    must_change: bool
    disabled: bool
    external: str | None = Field(unique=True)
    created_at: str


class SessionRecord(Base, table=True):
    """Open sessions, by the hash of the cookie's token."""

    __tablename__ = "session"

    token_hash: str = Field(primary_key=True)
    login: str = Field(index=True)
    opened_at: str
    seen_at: str
    address: str
    agent: str


class AttemptRecord(Base, table=True):
    """Failed attempts in a row, by login or address."""

    __tablename__ = "attempt"

    key: str = Field(primary_key=True)
    failures: int
    last_at: str


class PlanFileRecord(Base, table=True):
    """Every activation of a plan with the whole text; `revision` is the one that tells of it, the highest is active."""

    __tablename__ = "plan_file"

    revision: int = Field(primary_key=True, sa_type=_NUMBER, sa_column_kwargs={"autoincrement": False})
    plan_id: str
    name: str
    text: str
    hash: str
    activated_at: str


class ReportTemplateRecord(Base, table=True):
    """Every template of the periodic report; `revision` is the one that tells of it, the highest is in force.

    `content` NULL is the product's own template.
    """

    __tablename__ = "report_template"

    revision: int = Field(primary_key=True, sa_type=_NUMBER, sa_column_kwargs={"autoincrement": False})
    name: str
    content: bytes | None = Field(sa_type=LargeBinary)
    hash: str


class EvidenceRecord(Base, table=True):
    """The files that prove products, by the SHA-256 of their bytes, under the name that they came with first."""

    __tablename__ = "evidence"

    hash: str = Field(primary_key=True)
    name: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)


class TaskProgressRecord(Base, table=True):
    """What one lead unit last said of its part of a task; days are texts, as 2024-03-31."""

    __tablename__ = "task_progress"

    plan: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    state: str
    percent: int
    document_number: str
    document_date: str | None
    evidence_hash: str | None = Field(foreign_key="evidence.hash")
    evidence_name: str
    note: str
    done_on: str | None
    version: int
    saved_at: str
    saved_by: str


class NoteRecord(Base, table=True):
    """Notes on indicators. A number is never used again; `withdrawn_at` NULL is a note that is shown."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "plan", "indicator"), {"sqlite_autoincrement": True})

    number: int = Field(primary_key=True, sa_type=_NUMBER)
    plan: str
    indicator: str
    scope: str
    month: int
    kind: str
    text: str
    who: str
    at: str
    withdrawn_at: str | None


class MeetingRecord(Base, table=True):
    """Review meetings. A number is never used again; participants and agenda are JSON arrays, days are texts."""

    __tablename__ = "meeting"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: int = Field(primary_key=True, sa_type=_NUMBER)
    plan: str
    month: int
    day: str
    chair: str
    participants: str
    agenda: str
    state: str
    version: int
    prepared_by: str
    started_at: str | None
    closed_at: str | None
    place: int
    shown_at: str | None


class SnapshotRecord(Base, table=True):
    """What a meeting looked at, from its start on, never replaced; `hash` is the SHA-256 of the content."""

    __tablename__ = "snapshot"

    meeting: int = Field(
        primary_key=True, sa_type=_NUMBER, foreign_key="meeting.number", sa_column_kwargs={"autoincrement": False}
    )
    content: bytes = Field(sa_type=LargeBinary)
    hash: str


class DecisionRecord(Base, table=True):
    """What meetings decided. A number is never used again; `item` is a JSON object, `done_on` NULL is open."""

    __tablename__ = "decision"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: int = Field(primary_key=True, sa_type=_NUMBER)
    meeting: int = Field(sa_type=_NUMBER, foreign_key="meeting.number")
    text: str
    unit: str
    due: str
    item: str
    version: int
    made_by: str
    made_at: str
    done_on: str | None


class FollowUpRecord(Base, table=True):
    """What became of a decision, numbered from 1 within it."""

    __tablename__ = "follow_up"

    decision: int = Field(primary_key=True, sa_type=_NUMBER, foreign_key="decision.number")
    number: int = Field(primary_key=True)
    text: str
    who: str
    at: str


class ImportAnswerRecord(Base, table=True):
    """What people said that texts in files stand for: `meaning` is an id of the plan, "" says to pass over."""

    __tablename__ = "import_answer"

    subject: str = Field(primary_key=True)
    text: str = Field(primary_key=True)
    written: str
    meaning: str
    who: str
    at: str


figure = Base.metadata.tables["figure"]
revision = Base.metadata.tables["revision"]
report = Base.metadata.tables["report"]
explanation = Base.metadata.tables["explanation"]
draft = Base.metadata.tables["draft"]
account = Base.metadata.tables["account"]
session = Base.metadata.tables["session"]
attempt = Base.metadata.tables["attempt"]
plan_file = Base.metadata.tables["plan_file"]
report_template = Base.metadata.tables["report_template"]
evidence = Base.metadata.tables["evidence"]
task_progress = Base.metadata.tables["task_progress"]
note = Base.metadata.tables["note"]
meeting = Base.metadata.tables["meeting"]
snapshot = Base.metadata.tables["snapshot"]
decision = Base.metadata.tables["decision"]
follow_up = Base.metadata.tables["follow_up"]
import_answer = Base.metadata.tables["import_answer"]
