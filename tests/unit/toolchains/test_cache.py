import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from wardian.toolchains import cache

MAKER = """
import os, signal, sys
from pathlib import Path
from wardian.toolchains import cache
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in a shell's background starts with it ignored
with cache.making(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("made")
    os.kill(os.getpid(), int(sys.argv[2]))
"""


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "cache/tool-1"
    with cache.making(target) as folder:
        assert folder is not None
        (folder / "file").write_text("x")
        assert not target.exists()
    assert (target / "file").read_text() == "x"
    with cache.making(target) as folder:
        assert folder is None


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with cache.making(tmp_path / "tool-1"):
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_after_an_interruption_the_next_one_starts_afresh(tmp_path: Path, by: signal.Signals) -> None:
    target = tmp_path / "tool-1"
    ended = subprocess.run([sys.executable, "-c", MAKER, target, str(int(by))], capture_output=True, check=False)
    assert ended.returncode != 0
    assert not target.exists()
    with cache.making(target) as folder:
        assert folder is not None
        assert list(folder.iterdir()) == []
    assert target.exists()


def test_two_at_once_make_it_once(tmp_path: Path) -> None:
    made = []
    barrier = threading.Barrier(4)

    def make() -> None:
        barrier.wait()
        with cache.making(tmp_path / "tool-1") as folder:
            made.append(folder)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([folder for folder in made if folder is not None]) == 1


def test_what_is_made_can_be_read_by_everybody(tmp_path: Path) -> None:
    with cache.making(tmp_path / "tool-1") as folder:
        assert folder is not None
        (folder / "in").mkdir(mode=0o700)
        (folder / "in/program").touch(mode=0o700)
        (folder / "in/text").touch(mode=0o600)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "tool-1").rglob("*")}
    assert modes == {"in": 0o755, "program": 0o755, "text": 0o644}
