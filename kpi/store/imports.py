"""What people said that texts in files stand for, on a database."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select

from kpi.figures import Stamp
from kpi.imports.found import Subject
from kpi.services.answers import KeptAnswer
from kpi.store import instants, revisions, tables
from kpi.store.engine import reading, writing
from kpi.store.revisions import Entry, json_text

_Key = tuple[Subject, str]


class SqlAnswers:
    """`kpi.services.answers.AnswerStore` on SQLite or PostgreSQL."""

    _engine: Engine

    def answers(self) -> Sequence[KeptAnswer]:
        with reading(self._engine) as connection:
            return list(by_text(connection).values())

    def keep_answers(self, answers: Sequence[KeptAnswer], stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            keep(connection, answers, stamp)

    def forget_answer(self, answer: KeptAnswer, stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            forget(connection, (answer.subject, answer.text), stamp)


def by_text(connection: Connection) -> dict[_Key, KeptAnswer]:
    """Every answer by its subject and text, in the same order on every database."""
    found = [_answer(row) for row in connection.execute(select(tables.import_answer)).mappings()]
    return {(one.subject, one.text): one for one in sorted(found, key=lambda one: (one.subject, one.text))}


def keep(connection: Connection, answers: Iterable[KeptAnswer], stamp: Stamp) -> None:
    """Keep answers in a transaction of `writing`; see `kpi.services.answers.AnswerStore.keep_answers`."""
    kept = by_text(connection)
    new = changed(kept, answers, stamp)
    revisions.append(connection, [_entry(kept.get(key), one) for key, one in new.items()], stamp)
    for key, one in new.items():
        _delete(connection, key)
        row = {**one._asdict(), "subject": one.subject.value, "at": instants.instant_text(stamp.at)}
        connection.execute(insert(tables.import_answer), [row])


def forget(connection: Connection, key: _Key, stamp: Stamp) -> None:
    stored = by_text(connection).get(key)
    if stored is not None:
        revisions.append(connection, [_entry(stored, None)], stamp)
        _delete(connection, key)


def changed(kept: Mapping[_Key, KeptAnswer], answers: Iterable[KeptAnswer], stamp: Stamp) -> Mapping[_Key, KeptAnswer]:
    """The answers that say something else than what is kept, as they will be read back."""
    new: dict[_Key, KeptAnswer] = {}
    for one in answers:
        key = one.subject, one.text
        if key in new:
            raise ValueError(f"a text that is answered twice: {key}")
        new[key] = one._replace(who=stamp.who, at=instants.in_utc(stamp.at))
    return {key: one for key, one in new.items() if key not in kept or kept[key].meaning != one.meaning}


def text(answer: KeptAnswer | None) -> str | None:
    """An answer as the history tells it.

    >>> text(KeptAnswer(Subject.UNIT, "tt tan son", "TT Tan Son", "22810"))
    '{"written":"TT Tan Son","meaning":"22810"}'
    """
    return None if answer is None else json_text({"written": answer.written, "meaning": answer.meaning})


def _entry(before: KeptAnswer | None, after: KeptAnswer | None) -> Entry:
    """The subject stands where other revisions have their part, for the text is what was answered."""
    one = after or before
    assert one is not None, "an answer came, changed or went"
    return Entry(revisions.ANSWER, subject=one.text, part=one.subject.value, before=text(before), after=text(after))


def _delete(connection: Connection, key: _Key) -> None:
    columns = tables.import_answer.c
    connection.execute(delete(tables.import_answer).where(columns.subject == key[0].value, columns.text == key[1]))


def _answer(row: RowMapping) -> KeptAnswer:
    return KeptAnswer(
        subject=Subject(row["subject"]),
        text=row["text"],
        written=row["written"],
        meaning=row["meaning"],
        who=row["who"],
        at=instants.instant(row["at"]),
    )
