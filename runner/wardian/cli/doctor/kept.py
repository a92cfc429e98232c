"""What is kept: the database and the storage."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from obstore.exceptions import BaseError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from wardian.cli.doctor import deployed
from wardian.cli.doctor.finding import Finding, failed, fine, first_line, skipped, warning
from wardian.errors import WrongSchema
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.units import GIB, size

_LITTLE = GIB
_APART_S = 2.0
_UNREACHED = "See that PostgreSQL runs, and that WARDIAN_DATABASE has its address, the user, the password and the name."
_UNREADABLE = (
    "See that WARDIAN_DATA is the right folder and belongs to the user that Wardian runs as. If wardian.sqlite3 is "
    "damaged, stop Wardian, move it away and restore the backup."
)


def database(settings: Settings) -> Iterator[Finding]:
    if not settings.database and not (settings.data / "wardian.sqlite3").exists():
        yield skipped("database", f"There is none in {settings.data} yet; the first start makes it.")
        return
    try:
        opened = Database.of(settings.database, settings.data)
    except WrongSchema as error:
        yield failed("database", error.detail, "Nothing is served until it has this version's schema.")
    except ValueError as error:
        yield failed("database", str(error), "Correct WARDIAN_DATABASE.")
    except (SQLAlchemyError, OSError) as error:
        yield failed("database", first_line(error), _UNREACHED if settings.database else _UNREADABLE)
    else:
        try:
            yield _postgresql(opened) if settings.database else _sqlite(opened)
            records = DeploymentRecords(opened).all()
            yield from deployed.signatures(settings, records)
            yield from deployed.artifacts(settings, records)
        except SQLAlchemyError as error:
            yield failed("database", first_line(error), _UNREACHED if settings.database else _UNREADABLE)
        finally:
            opened.close()


def storage(settings: Settings) -> Iterator[Finding]:
    """Writes something small, reads it and removes it."""
    if not settings.storage and not settings.data.exists():
        yield skipped("storage", f"There is no folder {settings.data} yet; the first start makes it.")
        return
    data = secrets.token_bytes(64)
    sha256 = hashlib.sha256(data).hexdigest()
    where = settings.storage or str(settings.data / "artifacts")
    try:
        artifacts = Artifacts.of(settings.storage, settings.data)
        artifacts.keep_form(sha256, "doctor", data)
        whole = artifacts.form(sha256, "doctor") == data
        artifacts.remove(sha256)
    except ValueError as error:
        yield failed("storage", str(error), "Correct WARDIAN_STORAGE.")
    except (BaseError, OSError) as error:
        advice = "The AWS_ variables say where S3 is and who asks; the bucket must be there, to read, write and delete."
        mine = "The folder must belong to the user that Wardian runs as, and have room."
        yield failed("storage", f"{where}: {first_line(error)}", advice if settings.storage else mine)
    else:
        yield (
            fine("storage", f"{where} keeps what is written.")
            if whole
            else failed("storage", f"{where} gives back something else than was written.", "Do not use it.")
        )
    yield from _room(settings)


def _room(settings: Settings) -> Iterator[Finding]:
    if not settings.data.exists():
        return
    free = shutil.disk_usage(settings.data).free
    if free < _LITTLE:
        advice = "Make room, or run `wardian collect` with a smaller WARDIAN_ARTIFACT_BYTES."
        yield warning("disk", f"{size(free)} are free where {settings.data} is.", advice)
    else:
        yield fine("disk", f"{size(free)} are free.")


def _sqlite(opened: Database) -> Finding:
    with opened.read() as connection:
        said = connection.scalar(text("PRAGMA quick_check"))
    if said != "ok":
        return failed("database", f"SQLite finds it damaged: {said}", "Stop Wardian and restore the backup.")
    return fine("database", "SQLite, whole, with this version's schema.")


def _postgresql(opened: Database) -> Finding:
    with opened.read() as connection:
        there = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        apart = abs((there - datetime.now(UTC)).total_seconds())
    if apart > _APART_S:
        return warning(
            "database", f"Its clock and this machine's are {apart:.0f} s apart.", "Run an NTP client on both of them."
        )
    return fine("database", "PostgreSQL, with this version's schema; its clock agrees with this machine's.")
