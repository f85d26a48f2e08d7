"""Files that the tests of packages share."""

import pytest

from exchange import samples
from kvdesk.exchange.package import write_package


@pytest.fixture
def file(tmp_path):
    return tmp_path / "paketti.kvx"


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """The bytes of the sample package."""
    file = tmp_path_factory.mktemp("sound") / "paketti.kvx"
    write_package(file, samples.draft(), samples.PIRKANMAA)
    return file.read_bytes()
