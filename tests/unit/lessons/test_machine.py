from __future__ import annotations

import platform
from pathlib import Path

from wardian.lessons import machine


def test_it_names_processor_cores_and_kernel_and_nothing_that_says_whose_it_is() -> None:
    described = str(machine.describe())
    assert f"Linux {platform.release().split('-')[0]}" in described
    assert platform.node() not in described.split()
    assert str(Path.home()) not in described
    assert "core" in described
