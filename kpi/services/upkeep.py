"""What the product knows of its own state, and the work that keeps it: backups and the proof of the history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi import __version__
from kpi.access import Action, Person, check_may
from kpi.accounts import SignIn
from kpi.errors import Refused
from kpi.months import Month
from kpi.services import accounts, signin
from kpi.services.product import Product
from kpi.services.store import BackupNotHere
from kpi.wording.formats import VIETNAM

_BACKUP_NAME = "kpi-%Y%m%d-%H%M%S.sqlite"
"""How a backup is called, by the clock of Vietnam."""

_ALWAYS = Month(1, 1), Month(9999, 12)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The state of the product. `database_bytes` is its size on disk, `last_backup` None where there is none yet."""

    version: str
    database_bytes: int
    last_backup: dt.datetime | None
    figures: int
    reports: int
    accounts: int
    disabled_accounts: int


def state_of(product: Product, person: Person, backups: Path) -> Upkeep:
    """The state of the product, whose backups are in a folder; raises Refused unless the person keeps accounts."""
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    everybody = product.store.accounts()
    return Upkeep(
        version=__version__,
        database_bytes=product.store.size(),
        last_backup=last_backup(backups),
        figures=product.scoreboard.board().shared("upkeep.figures", lambda: _count_figures(product)),
        reports=len(product.store.reports_between(*_ALWAYS)),
        accounts=len(everybody),
        disabled_accounts=sum(account.disabled for account in everybody),
    )


def open_sessions(product: Product, person: Person) -> Sequence[SignIn]:
    """The sessions that would still be let in, the last seen first; raises Refused as `accounts.all_sessions`."""
    now = product.clock()
    return [
        session
        for session in accounts.all_sessions(product, person)
        if now - session.seen_at < signin.IDLE and now - session.opened_at < signin.ABSOLUTE
    ]


def last_backup(folder: Path) -> dt.datetime | None:
    """When the newest finished backup of a folder was made."""
    made = (_made_at(file.name) for file in folder.glob("kpi-*.sqlite") if file.stat().st_size > 0)
    return max((at for at in made if at is not None), default=None)


def back_up(product: Product, person: Person, folder: Path) -> Path:
    """Write a consistent copy of the database into a folder, which is made where it is missing; gives the file.

    Raises Refused: "may_not_keep_plan", "backup_not_here" (the database is a server's own), "backup_just_made"
    (one a second) or "backup_not_written".
    """
    check_may(product.plan, person, Action.KEEP_PLAN)
    file = folder / f"{product.clock().astimezone(VIETNAM):{_BACKUP_NAME}}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        product.store.backup(file)
    except BackupNotHere as error:
        raise Refused("backup_not_here") from error
    except FileExistsError as error:
        if file.exists():
            raise Refused("backup_just_made") from error
        raise Refused("backup_not_written", folder=str(folder)) from error
    except OSError as error:
        raise Refused("backup_not_written", folder=str(folder)) from error
    return file


def broken_revision(product: Product, person: Person) -> int | None:
    """The number of the first revision that was edited or is missing, None when the history is whole; takes a while.

    Raises Refused unless the person keeps accounts.
    """
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    return product.store.first_broken_revision()


def _made_at(name: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(name, _BACKUP_NAME).replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def _count_figures(product: Product) -> int:
    _, figures = product.store.read_figures()
    return sum(1 for _ in figures)
