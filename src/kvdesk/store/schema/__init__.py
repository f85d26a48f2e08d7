"""The released schemas as plain SQL, one module a version; never edited once released."""

from typing import Final

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION"]

#: In the file's header: "kvdk" as four bytes, so that the file can be told from any other.
APPLICATION_ID: Final = int.from_bytes(b"kvdk")

SCHEMA_VERSION: Final = 1
