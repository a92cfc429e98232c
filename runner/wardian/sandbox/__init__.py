"""Runs one untrusted program with nothing but what its job names: see `run`."""

from wardian.sandbox.job import WORK, Job, Limit, Limits, Result
from wardian.sandbox.probe import probe
from wardian.sandbox.process import run
from wardian.sandbox.script import PROCESSES, SCRATCH

__all__ = ["PROCESSES", "SCRATCH", "WORK", "Job", "Limit", "Limits", "Result", "probe", "run"]
