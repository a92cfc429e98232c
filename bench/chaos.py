"""Whether builds get lost: `python bench/chaos.py [--builds 1000] [--kill-every 5] [--outage 10] [--seed 0]`.

Three web processes and two workers of one build each, on a PostgreSQL server and an S3 server of their own. One of the
five is killed (kill -9) every so many seconds, and started again 2 s later; after half of the builds PostgreSQL is
stopped for `--outage` seconds, in which one more build is asked for. Twelve clients ask for builds, each of another
program, until they are told their ends. It prints what came of them, and ends with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))

from tests.chaos.run import Outcome, Plan, run

_SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--builds", type=int, default=1000)
    parser.add_argument("--kill-every", type=float, default=5.0, help="seconds; 0 for never")
    parser.add_argument("--outage", type=float, default=0.0, help="seconds; 0 for none")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    outcome = run(Plan(given.builds, kill_every_s=given.kill_every, outage_s=given.outage, seed=given.seed))
    show(outcome)
    sys.exit(1 if outcome.wrong else 0)


def show(outcome: Outcome) -> None:
    ends = outcome.ends
    for name, figures in {
        "seconds": round(outcome.seconds),
        "killed": outcome.killed,
        "answers": outcome.answers,
        "ended, as clients were told": outcome.statuses,
        "asked for again (host's fault)": outcome.again,
        "ended, as recorded": len(ends.records),
        "published": sum(ends.published.values()),
        "published more than once": sum(times > 1 for times in ends.published.values()),
        "changed after their end": len(ends.late),
        "not ended": len(ends.unfinished),
        "builds by lost workers": dict(ends.interrupted),
        "jobs, interests left": (ends.jobs_left, ends.interests_left),
        "wrong": len(outcome.wrong),
    }.items():
        print(f"{name:32} {dict(figures) if isinstance(figures, dict) else figures}")
    for wrong in outcome.wrong[:_SHOWN]:
        print(wrong)


if __name__ == "__main__":
    main()
