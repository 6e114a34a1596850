"""What people said that texts in files stand for, of a store in memory: a part of `tests.fakes.FakeStore`."""

from collections.abc import Sequence

from kpi.figures import Stamp
from kpi.imports.found import Subject
from kpi.services.answers import KeptAnswer
from kpi.store import imports as stored_answers
from tests.fakes_accounts import HistoryInMemory


class AnswersInMemory(HistoryInMemory):
    """`AnswerStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[tuple[Subject, str], KeptAnswer] = {}

    def answers(self) -> Sequence[KeptAnswer]:
        return [self._answers[key] for key in sorted(self._answers)]

    def keep_answers(self, answers: Sequence[KeptAnswer], stamp: Stamp) -> None:
        for key, answer in stored_answers.changed(self._answers, answers, stamp).items():
            self._tell(key, self._answers.get(key), answer, stamp)
            self._answers[key] = answer

    def forget_answer(self, answer: KeptAnswer, stamp: Stamp) -> None:
        key = answer.subject, answer.text
        if key in self._answers:
            self._tell(key, self._answers.pop(key), None, stamp)

    def _tell(
        self, key: tuple[Subject, str], before: KeptAnswer | None, after: KeptAnswer | None, stamp: Stamp
    ) -> None:
        subject, text = key
        texts = stored_answers.text(before), stored_answers.text(after)
        self._write("answer", stamp, "", None, text, subject.value, *texts)
