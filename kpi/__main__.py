"""The command line: `python -m kpi …`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kpi.access import Role
from kpi.commands import upkeep
from kpi.commands.people import add_user
from kpi.commands.report import last_month, write_report
from kpi.composition import BACKUPS, CONSOLE, DEMO_FOLDER, READER, open_product, reasons
from kpi.cycles import Cycle
from kpi.errors import PlanRefused, Refused
from kpi.exports.report_files import FileKind
from kpi.months import Month
from kpi.planfile import load_plan
from kpi.services import demo
from kpi.services.product import Product
from kpi.store.engine import StoreUnavailable
from kpi.wording import account_words, commands
from kpi.wording.problems import problem_sentence, refusal_sentence

LAST = "last"
"""The month before today's, for a scheduler."""


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    commands_of = argparse.ArgumentParser(prog="python -m kpi", description=commands.DESCRIPTION)
    chosen = commands_of.add_subparsers(dest="command", required=True)
    check = chosen.add_parser("check-plan", help=commands.CHECK_PLAN)
    check.add_argument("file", type=Path, help=commands.FILE)
    figures = chosen.add_parser("demo", help=commands.DEMO)
    figures.add_argument("--remove", action="store_true", help=commands.REMOVE)
    add = chosen.add_parser("add-user", help=account_words.ADD_USER)
    add.add_argument("login", metavar="LOGIN", help=account_words.ADD_LOGIN)
    add.add_argument("--name", required=True, help=account_words.ADD_NAME)
    add.add_argument("--role", required=True, type=Role, choices=list(Role), help=account_words.ADD_ROLE)
    add.add_argument("--unit", help=account_words.ADD_UNIT)
    add.add_argument("--external", default="", help=account_words.ADD_EXTERNAL)
    chosen.add_parser("verify-history", help=commands.VERIFY_HISTORY)
    report = chosen.add_parser("report", help=commands.REPORT)
    report.add_argument("--month", type=_month, required=True, metavar=f"YYYY-MM|{LAST}", help=commands.REPORT_MONTH)
    report.add_argument("--cycle", type=Cycle, choices=list(Cycle), default=Cycle.MONTH, help=commands.REPORT_CYCLE)
    report.add_argument("--out", type=Path, required=True, metavar="FOLDER", help=commands.REPORT_FOLDER)
    report.add_argument(
        "--kind", type=FileKind, choices=list(FileKind), nargs="+", default=list(FileKind), help=commands.REPORT_KINDS
    )
    copy = chosen.add_parser("backup", help=commands.BACKUP)
    copy.add_argument("--to", type=Path, default=BACKUPS, help=commands.BACKUP_FOLDER)
    return commands_of


def _month(text: str) -> Month | str:
    try:
        return LAST if text == LAST else Month.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(commands.NOT_A_MONTH) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it says, 1 when it found problems or was refused."""
    asked = parser().parse_args(arguments)
    if asked.command == "check-plan":
        return _check_plan(asked.file)
    try:
        return _with_product(open_product(), asked)
    except (PlanRefused, StoreUnavailable) as failure:
        print(*reasons(failure), sep="\n", file=sys.stderr)
        return 1


def _with_product(product: Product, asked: argparse.Namespace) -> int:
    match asked.command:
        case "add-user":
            return add_user(
                product,
                CONSOLE,
                login=asked.login,
                name=asked.name,
                role=asked.role,
                unit=asked.unit,
                external=asked.external,
                out=sys.stdout,
                err=sys.stderr,
            )
        case "verify-history":
            return upkeep.verify_history(product, out=sys.stdout, err=sys.stderr)
        case "backup":
            return upkeep.backup(product, CONSOLE, asked.to, out=sys.stdout, err=sys.stderr)
        case "report":
            month = last_month(product) if asked.month == LAST else asked.month
            return write_report(
                product, READER, asked.cycle, month, asked.kind, asked.out, out=sys.stdout, err=sys.stderr
            )
        case _:
            return _demo(product, remove=asked.remove)


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


def _demo(product: Product, *, remove: bool) -> int:
    try:
        if remove:
            demo.remove(product, CONSOLE)
        else:
            demo.fill(product, CONSOLE, demo.story_of(DEMO_FOLDER, product.plan))
    except Refused as refused:
        print(refusal_sentence(refused), file=sys.stderr)
        return 1
    print(commands.DEMO_REMOVED if remove else commands.DEMO_FILLED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
