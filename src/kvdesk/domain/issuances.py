"""Which documents were given out, from which version of the data."""

from dataclasses import dataclass
from typing import ClassVar

from kvdesk.domain import record as declare
from kvdesk.domain.record import Record
from kvdesk.kernel.words import N_

__all__ = ["Issuance"]


@dataclass(frozen=True, kw_only=True)
class Issuance(Record):
    """One document that was made: kind, language, file name and the SHA-256 of its bytes."""

    KIND: ClassVar[str] = "issuance"

    document: str = declare.text(N_("Document"), required=True)
    meeting: str = declare.reference(N_("Meeting"), "meeting")
    language: str = declare.text(N_("Language"))
    file_name: str = declare.text(N_("File name"))
    sha256: str = declare.text(N_("Checksum"), required=True)
    data_version: str = declare.text(N_("Version of the data"))
    issued_at: str = declare.moment(N_("Issued"), required=True)
