"""What becomes of builds, as the database itself sees it: a trigger writes down each end, and each change after one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, text

_WATCH = """
    CREATE TABLE ends (build text NOT NULL, status text NOT NULL, artifact text, late bool NOT NULL);
    CREATE FUNCTION note_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO ends VALUES (NEW.id, NEW.status, NEW.artifact,
            OLD.status IN ('succeeded', 'failed', 'cancelled') AND OLD.attempt = NEW.attempt);
        RETURN NEW;
    END $$;
    CREATE TRIGGER note_end AFTER UPDATE ON builds FOR EACH ROW
        WHEN (NEW.status IN ('succeeded', 'failed', 'cancelled')) EXECUTE FUNCTION note_end();
"""
_ENDS = text("SELECT build, status, artifact, late FROM ends")
_UNFINISHED = text("SELECT id FROM builds WHERE status IN ('queued', 'building')")
_INTERRUPTIONS = text(
    "SELECT interruptions, count(*) AS builds FROM builds GROUP BY interruptions ORDER BY interruptions"
)
_LEFT = text("SELECT (SELECT count(*) FROM procrastinate_jobs), (SELECT count(*) FROM interests)")


@dataclass(frozen=True)
class Ends:
    """`published` counts each build's ends with an artifact, `interrupted` the builds by how many workers they cost."""

    records: Collection[str]
    published: Mapping[str, int]
    artifacts: Mapping[str, str]
    late: Collection[str]
    unfinished: Collection[str]
    interrupted: Mapping[int, int]
    jobs_left: int
    interests_left: int

    def wrong(self, acknowledged: Collection[str], told: Mapping[str, tuple[str, str | None]]) -> list[str]:
        """What a client could complain about, or would have to find out."""
        return [
            *(f"build {build} was acknowledged and never ended" for build in set(acknowledged) - set(self.records)),
            *(f"build {build} has not ended" for build in self.unfinished),
            *(f"build {build} was published {times} times" for build, times in self.published.items() if times > 1),
            *(f"build {build} was changed after its end" for build in self.late),
            *(f"build {build} has no artifact" for build, (_, artifact) in told.items() if artifact is None),
            *(
                f"build {build}: told {artifact}, recorded {self.artifacts.get(build)}"
                for build, (_, artifact) in told.items()
                if artifact != self.artifacts.get(build)
            ),
        ]


@contextmanager
def watched(url: str) -> Iterator[Records]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), pool_pre_ping=True)
    with engine.begin() as connection:
        connection.exec_driver_sql(_WATCH)
    yield Records(engine)
    engine.dispose()


class Records:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ends(self) -> Ends:
        with self._engine.begin() as connection:
            rows = connection.execute(_ENDS).all()
            jobs, interests = connection.execute(_LEFT).one()
            return Ends(
                records={row.build for row in rows},
                published=Counter(row.build for row in rows if row.status == "succeeded"),
                artifacts={row.build: row.artifact for row in rows if row.status == "succeeded"},
                late=[row.build for row in rows if row.late],
                unfinished=connection.scalars(_UNFINISHED).all(),
                interrupted={row.interruptions: row.builds for row in connection.execute(_INTERRUPTIONS)},
                jobs_left=jobs,
                interests_left=interests,
            )
