"""What can be wrong: problems in data, and refusals of an action.

Both carry a code and its details and no words; `kpi.wording` turns them into one Vietnamese sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: its place (table and key, or sheet and cell), a code and its details."""

    where: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


class PlanRefused(Exception):
    """A plan file with problems; all of them at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


class Refused(Exception):
    """An action that the rules do not allow; `code` names the sentence that says what to do instead."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
