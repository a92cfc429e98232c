from __future__ import annotations

import threading

from wasmtime import Engine

from wardian.edge.engine import Ticker, fingerprint, make_engine


class Counting(Engine):
    """Counts its epochs, and says when there have been some."""

    def __init__(self) -> None:
        super().__init__()
        self.epochs = 0
        self.several = threading.Event()

    def increment_epoch(self) -> None:
        super().increment_epoch()
        self.epochs += 1
        if self.epochs % 5 == 0:
            self.several.set()


def test_fingerprint_is_the_same_in_every_process_and_tells_settings_apart() -> None:
    assert fingerprint(make_engine(1 << 20, slots=1)) == fingerprint(make_engine(1 << 20, slots=4))
    assert fingerprint(make_engine(1 << 20, slots=1)) != fingerprint(Engine())


def test_ticker_rests_without_guests_and_wakes_for_one() -> None:
    resting = threading.Event()

    class Observed(Ticker):
        def _rest(self) -> None:
            resting.set()
            super()._rest()

    engine = Counting()
    ticker = Observed(engine)
    try:
        assert resting.wait(20)
        engine.several.clear()
        ticker.begin()
        assert engine.several.wait(20)
        ticker.end()
    finally:
        ticker.close()
