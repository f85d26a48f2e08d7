"""The lock holds every dependency, at a version that `pyproject.toml` accepts, with its hashes."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from house.checkout import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>(?:[^\n]*\\\n)*[^\n]*)",
    re.MULTILINE,
)


def named() -> list[Requirement]:
    several = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    return [Requirement(one) for one in several]


def locked() -> dict[str, tuple[Version, int]]:
    """Package -> its version and how many hashes stand with it."""
    return {
        canonicalize_name(match["name"]): (
            Version(match["version"]), match["rest"].count("--hash=sha256:")
        )
        for match in _PINNED.finditer(LOCK)
    }  # fmt: skip


@pytest.mark.parametrize("wanted", named(), ids=lambda wanted: wanted.name)
def test_every_dependency_is_locked_at_a_version_that_is_accepted(wanted):
    version, _ = locked()[canonicalize_name(wanted.name)]
    assert version in wanted.specifier


def test_every_locked_package_has_hashes():
    assert len(locked()) > len(named())
    assert [name for name, (_, hashes) in locked().items() if not hashes] == []


def test_the_lock_names_no_index():
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", LOCK)
