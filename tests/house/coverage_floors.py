"""Look at the branches that the measured tests took: no floor is ever lowered.

`python dev.py test` runs this after a whole run of the tests; which of them are measured,
`tests/conftest.py` says. A floor is raised by hand when the last line asks for it.
"""

import math
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from coverage import Coverage

__all__ = ["FLOORS", "figures", "told"]

SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "kvdesk"

#: Package or module -> lines and branches taken, in per cent; the heart of the merge has no gap.
FLOORS: Final[Mapping[str, float]] = {
    "changes": 100.0,
    "domain": 99.7,
    "exchange": 100.0,
    "store/work.py": 100.0,
}


def figures(coverage: Coverage) -> dict[str, tuple[float, str]]:
    """Part -> per cent of lines and branches taken, rounded down, and a report of its gaps."""
    found: dict[str, tuple[float, str]] = {}
    for part in FLOORS:
        report = StringIO()
        where = SOURCE / part
        pattern = str(where if where.suffix else where / "*")
        taken = coverage.report(
            file=report, include=[pattern], show_missing=True, skip_covered=True
        )
        found[part] = (math.floor(taken * 10) / 10, report.getvalue())
    return found


def told(found: Mapping[str, tuple[float, str]]) -> tuple[list[str], bool]:
    """What to print, and whether every part stands on its floor or above."""
    lines: list[str] = []
    for part, (taken, gaps) in found.items():
        floor = FLOORS[part]
        lines.append(f"{part}: {taken:.1f} % of lines and branches, floor {floor:.1f} %")
        if taken < floor:
            lines.append(gaps)
        elif taken > floor:
            lines.append(f"  raise its floor to {taken:.1f} in tests/house/coverage_floors.py")
    return lines, all(taken >= FLOORS[part] for part, (taken, _) in found.items())


def main() -> int:
    """Print the figures; 1 when a floor has been broken through."""
    coverage = Coverage()
    coverage.load()
    lines, stands = told(figures(coverage))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if stands else 1


if __name__ == "__main__":
    sys.exit(main())
