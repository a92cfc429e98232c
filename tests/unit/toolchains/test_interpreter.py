import importlib.util
import platform
from pathlib import Path

import pytest

from wardian.sandbox import Limits, run
from wardian.toolchains import interpreter
from wardian.units import MIB

pytestmark = pytest.mark.anyio
LIMITS = Limits(wall_s=20, cpu_s=10, memory=512 * MIB, output=MIB, log=MIB)


async def test_it_is_this_interpreter_with_its_library_and_nothing_else(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import ctypes, json, platform, sys\nprint(platform.python_version(), sys.path)\n")
    result = await run(interpreter.job(script, LIMITS))
    version, _, path = result.stdout.decode().partition(" ")
    assert version == platform.python_version()
    assert "site-packages" not in path
    assert all(entry.startswith("'/python/") for entry in path.strip()[1:-1].split(", "))


async def test_mounts_files_arguments_and_input_reach_the_script(tmp_path: Path) -> None:
    script, data = tmp_path / "script.py", tmp_path / "data"
    script.write_text("import sys; print(open('/data').read(), open('file').read(), sys.argv[1], sys.stdin.read())")
    data.write_text("mounted")
    job = interpreter.job(
        script, LIMITS, args=("argument",), stdin=b"input", mounts={"/data": data}, files={"file": b"file"}
    )
    assert (await run(job)).stdout == b"mounted file argument input\n"


async def test_an_extension_module_is_loaded_with_its_libraries(tmp_path: Path) -> None:
    extension = importlib.util.find_spec("_ctypes")
    if extension is None or not extension.has_location or extension.origin is None:
        pytest.skip("ctypes is built into this interpreter")
    script = tmp_path / "script.py"
    script.write_text(f"import ctypes; ctypes.CDLL('{interpreter.LIBRARIES}/{Path(extension.origin).name}')")
    assert (await run(interpreter.job(script, LIMITS, loads=(Path(extension.origin),)))).stderr == b""
