"""Order and settings of all tests: the fast and fundamental ones come first."""

import os

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ORDER = (
    "house",
    "kernel",
    "changes",
    "domain",
    "store",
    "exchange",
    "desk",
    "documents",
    "cli",
    "ui",
)

hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=5000)
hypothesis.settings.load_profile("long" if os.environ.get("KVDESK_LONG") else "usual")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by floor of the house, keeping each file's own order."""

    def floor(item: pytest.Item) -> int:
        parts = item.path.parts
        return next((place for place, name in enumerate(ORDER) if name in parts), len(ORDER))

    items.sort(key=floor)
