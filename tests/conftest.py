"""Order and settings of all tests: the fast and fundamental ones come first."""

import os
from collections.abc import Iterator

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


#: Tests during which the branches taken are noted (`python dev.py test` then looks at them).
MEASURED = frozenset({"changes", "domain", "store", "exchange", "desk"})

#: Of those, files that try thousands of programs or kill processes: they find more than branches,
#: which the others take without them, and would take twice as long.
UNMEASURED = frozenset(
    {
        "test_faults.py",
        "test_federation.py",
        "test_kill.py",
        "test_kill_window.py",
        "test_mutations.py",
        "test_negative_controls.py",
        "test_planted_bugs.py",
        "test_planted_store_bugs.py",
        "test_programs.py",
        "test_programs_on_sqlite.py",
        "test_sample.py",
    }
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note branches in the measured tests only, so that the others are as fast as ever."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    # What drawn examples take differs from run to run; the gate must not.
    drawn = item.get_closest_marker("hypothesis") or item.path.name in UNMEASURED
    if controller is None or (MEASURED & set(item.path.parts) and not drawn):
        return (yield)
    controller.pause()
    try:
        return (yield)
    finally:
        controller.resume()
