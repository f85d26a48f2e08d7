"""`python dev.py bench`: every ratio, measured against its peer in this very run."""

import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

MEASURED = ("window", "merge", "documents", "register", "searching", "sheets")


def main() -> int:
    """Print each figure beside its limit; 1 when one is over."""
    wanted = sys.argv[1:] or MEASURED
    over = 0
    for name in wanted:
        for told, figure, limit in import_module(f"bench.{name}").measure():
            verdict = "ok  " if figure <= limit else "OVER"
            over += figure > limit
            print(f"{verdict} {figure:10.2f}  limit {limit:8.2f}  {told}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
