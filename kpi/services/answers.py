"""What people said that texts in files stand for: asked once, remembered for everybody."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from kpi.figures import Stamp
from kpi.imports.found import Subject


class KeptAnswer(NamedTuple):
    """An answer: `text` is folded, `written` as the file had it; `meaning` is an id, or SKIPPED.

    `who` and `at` (UTC) are those of the stamp by which it was kept.
    """

    subject: Subject
    text: str
    written: str
    meaning: str
    who: str = ""
    at: dt.datetime | None = None


class AnswerStore(Protocol):
    """The answers. Each that is new, another than before, or forgotten is a revision."""

    def answers(self) -> Sequence[KeptAnswer]:
        """Every answer, by subject and text."""

    def keep_answers(self, answers: Sequence[KeptAnswer], stamp: Stamp) -> None:
        """Remember answers, each in place of what was said of its text before; all or none.

        Nothing is written of one that means what it meant. Raises ValueError where a text is answered twice.
        """

    def forget_answer(self, answer: KeptAnswer, stamp: Stamp) -> None:
        """Have a text asked about again; nothing happens where nobody has said anything of it."""
