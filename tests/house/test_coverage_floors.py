"""The gate of the coverage bites: a branch that no test takes is told by its line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import Coverage

from house import coverage_floors

MODULE = """\
def half(number):
    if number % 2:
        return None
    return number // 2
"""


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Figures of a small project of which the calls given were made."""

    def measure(*calls):
        source = tmp_path / "kvdesk"
        (source / "changes").mkdir(parents=True)
        (source / "changes" / "halves.py").write_text(MODULE, encoding="utf-8")
        program = tmp_path / "program.py"
        lines = ["from changes.halves import half", *(f"half({call})" for call in calls)]
        program.write_text("\n".join(lines), encoding="utf-8")
        data = tmp_path / "data"
        command = ["-m", "coverage", "run", "--branch", f"--source={source}"]
        subprocess.run(
            [sys.executable, *command, f"--data-file={data}", program],
            check=True, cwd=source, env={**os.environ, "PYTHONPATH": str(source)},
        )  # fmt: skip
        monkeypatch.setattr(coverage_floors, "SOURCE", source)
        monkeypatch.setattr(coverage_floors, "FLOORS", {"changes": 100.0})
        coverage = Coverage(data_file=str(data), config_file=False)
        coverage.load()
        return coverage_floors.told(coverage_floors.figures(coverage))

    return measure


def test_all_branches_taken_stand_on_the_floor(measured):
    lines, stands = measured(1, 2)
    assert stands
    assert lines == ["changes: 100.0 % of lines and branches, floor 100.0 %"]


def test_a_branch_that_was_not_taken_breaks_the_floor_and_is_told(measured):
    lines, stands = measured(2)
    assert not stands
    assert "halves.py" in lines[1]
    assert lines[1].split("\n")[2].endswith("3")


def test_a_figure_above_the_floor_asks_to_raise_it():
    lines, stands = coverage_floors.told({"domain": (100.0, "")})
    assert stands is (coverage_floors.FLOORS["domain"] <= 100.0)
    raised = [line for line in lines if "raise its floor to 100.0" in line]
    assert bool(raised) is (coverage_floors.FLOORS["domain"] < 100.0)


def test_every_floor_is_that_of_a_part_that_is_there():
    source = Path(coverage_floors.SOURCE)
    assert all((source / part).exists() for part in coverage_floors.FLOORS)
    assert coverage_floors.FLOORS["changes"] == 100.0
