"""The command line: `python -m kpi …`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kpi.composition import CONSOLE, DEMO_FOLDER, open_product, reasons
from kpi.errors import PlanRefused, Refused
from kpi.planfile import load_plan
from kpi.services import demo
from kpi.store.engine import StoreUnavailable
from kpi.wording import commands
from kpi.wording.problems import problem_sentence, refusal_sentence


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    commands_of = argparse.ArgumentParser(prog="python -m kpi", description=commands.DESCRIPTION)
    chosen = commands_of.add_subparsers(dest="command", required=True)
    check = chosen.add_parser("check-plan", help=commands.CHECK_PLAN)
    check.add_argument("file", type=Path, help=commands.FILE)
    figures = chosen.add_parser("demo", help=commands.DEMO)
    figures.add_argument("--remove", action="store_true", help=commands.REMOVE)
    return commands_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 when it found problems or was refused."""
    asked = parser().parse_args(arguments)
    return _check_plan(asked.file) if asked.command == "check-plan" else _demo(remove=asked.remove)


def _check_plan(file: Path) -> int:
    try:
        plan = load_plan(file)
    except PlanRefused as refused:
        for problem in refused.problems:
            print(problem_sentence(problem))
        print(commands.problems_found(len(refused.problems)))
        return 1
    print(commands.plan_is_good(plan))
    return 0


def _demo(*, remove: bool) -> int:
    try:
        product = open_product()
        if remove:
            demo.remove(product, CONSOLE)
        else:
            demo.fill(product, CONSOLE, demo.story_of(DEMO_FOLDER, product.plan))
    except (PlanRefused, StoreUnavailable) as failure:
        print(*reasons(failure), sep="\n", file=sys.stderr)
        return 1
    except Refused as refused:
        print(refusal_sentence(refused), file=sys.stderr)
        return 1
    print(commands.DEMO_REMOVED if remove else commands.DEMO_FILLED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
