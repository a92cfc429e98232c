from pathlib import Path

import pytest

from wardian.files import written_whole


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    with written_whole(path) as unfinished:
        unfinished.write_text("whole")
        assert not path.exists()
    assert path.read_text() == "whole"


def test_a_failed_write_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("former")
    with pytest.raises(RuntimeError):
        _write_half(path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("file.txt", "former")]


def _write_half(path: Path) -> None:
    with written_whole(path) as unfinished:
        unfinished.write_text("half")
        raise RuntimeError
