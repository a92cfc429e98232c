"""The runner's own figures, for lessons."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from wardian.lessons.hourly import Hourly
from wardian.web.builds import Prefer
from wardian.web.prefer import applied, wait_s
from wardian.web.problems import Responses, responses

_SOON_S = 5


class SamplesView(BaseModel):
    samples: int = Field(description="How many times it was measured.")
    fastest_us: float = Field(description="In microseconds.")
    median_us: float = Field(description="In microseconds.")
    p90_us: float = Field(description="What nine in ten took at most, in microseconds.")


class StartView(BaseModel):
    how: str = Field(description="What was started, and by what.")
    times: SamplesView


class KernelView(BaseModel):
    checksum: str = Field(description="Of what was computed, which is the same natively and as WebAssembly.")
    native: SamplesView = Field(description="A round of the program, compiled for this machine.")
    wasm: SamplesView = Field(description="A round of the same program as WebAssembly, as the edge runs it.")


class MeasurementsView(BaseModel):
    date: datetime
    machine: str = Field(description="Processor, cores and kernel.")
    starts: dict[str, StartView] = Field(description="What it costs to start something, by name.")
    kernels: dict[str, KernelView] = Field(description="What it costs to compute something, by name.")
    missing: tuple[str, ...] = Field(description="Why some figures could not be taken here.")


class MeasuringView(BaseModel):
    detail: str


_LATER: Responses = {202: {"model": MeasuringView, "description": "They are being measured; ask again."}}


def add_measurements(router: APIRouter, measurements: Hourly) -> None:
    @router.get(
        "/api/measurements", response_model=MeasurementsView, responses=_LATER | responses(503), tags=["measurements"]
    )
    async def measured(response: Response, prefer: Prefer = None) -> MeasurementsView | Response:
        """What starting and computing costs on the runner, measured at most once an hour when somebody asks."""
        seconds = wait_s(prefer)
        headers = {**applied(seconds), "Cache-Control": "no-store"}
        figures = await measurements.latest(seconds or 0)
        if figures is None:
            body = MeasuringView(detail="The runner is measuring; this takes about ten seconds.")
            headers |= {"Retry-After": str(_SOON_S)}
            return Response(body.model_dump_json(), 202, headers, "application/json")
        response.headers.update({**headers, "Cache-Control": f"max-age={min(60, measurements.fresh_s())}"})
        return MeasurementsView.model_validate_json(figures)
