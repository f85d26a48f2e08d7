"""Documents of a meeting: notice, agenda, minutes or memo, written as DOCX."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.minutes_content import agenda_content, minutes_content, notice_content
from kvdesk.desk.registry import task
from kvdesk.documents import document_file_name, save
from kvdesk.domain.issuances import Issuance
from kvdesk.domain.meetings import Meeting, MeetingState
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import LANGUAGES, N_, words_for
from kvdesk.store.queries.totals import issued_digests
from kvdesk.store.reader import Reader
from kvdesk.store.work import Work

__all__ = ["Issued", "KeepIssuance", "WriteAgenda", "WriteMinutes", "WriteNotice"]


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that was written: its file, language, size in bytes and SHA-256."""

    document: str
    file: str
    language: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class KeepIssuance:
    """Note in the journal which document was given out."""

    issuance: Issuance

    step = "document issue"

    def __call__(self, work: Work) -> str:
        """Store the note."""
        return work.add(self.issuance).id


_MEETING = N_("The meeting")
_OUT = N_("The file to write; named by itself in this folder unless said")
_LANGUAGE = N_("Language: fi, sv or en")


@task("document notice")
@dataclass(frozen=True, kw_only=True)
class WriteNotice:
    """Write the notice of a meeting."""

    meeting: str = take.record("meeting", _MEETING, positional=True)
    out: Path | None = take.file(_OUT, default=None)
    lang: str = take.words(_LANGUAGE, default="fi")

    def __call__(self, desk: Desk) -> Issued:
        """Fill, lay out, write, note it down."""
        return _issue(desk, "notice", self.meeting, self.out, self.lang)


@task("document agenda")
@dataclass(frozen=True, kw_only=True)
class WriteAgenda:
    """Write the agenda of a meeting with accounts and proposed decisions."""

    meeting: str = take.record("meeting", _MEETING, positional=True)
    out: Path | None = take.file(_OUT, default=None)
    lang: str = take.words(_LANGUAGE, default="fi")

    def __call__(self, desk: Desk) -> Issued:
        """Fill, lay out, write, note it down."""
        return _issue(desk, "agenda", self.meeting, self.out, self.lang)


@task("document minutes")
@dataclass(frozen=True, kw_only=True)
class WriteMinutes:
    """Write the minutes of a meeting, or its memo where the body keeps memos."""

    meeting: str = take.record("meeting", _MEETING, positional=True)
    out: Path | None = take.file(_OUT, default=None)
    lang: str = take.words(_LANGUAGE, default="fi")

    def __call__(self, desk: Desk) -> Issued:
        """Refuse a meeting that has not begun; drafts always work."""
        meeting = desk.store.read(lambda reader: reader.get(Meeting, self.meeting))
        if not meeting.has_reached(MeetingState.IN_SESSION):
            raise Refusal("minutes_too_early", meeting=meeting.printed_number)
        return _issue(desk, "minutes", self.meeting, self.out, self.lang)


_CONTENTS = {"notice": notice_content, "agenda": agenda_content, "minutes": minutes_content}


def _issue(desk: Desk, document: str, meeting: str, out: Path | None, language: str) -> Issued:
    if language not in LANGUAGES:
        raise Refusal("language_unknown", given=language)
    words = words_for(language)

    def fill(reader: Reader) -> tuple[Any, frozenset[str]]:
        content = _CONTENTS[document](reader, meeting, language, desk.clock.today())
        return content, issued_digests(reader)

    content, known = desk.store.read(fill)
    file = out if out is not None else Path(document_file_name(content, words))
    saved = save(content, file, words, known=known)
    size = saved.path.stat().st_size
    note = Issuance(
        document=document,
        meeting=meeting,
        language=language,
        file_name=file.name,
        sha256=saved.sha256,
        data_version=content.head.data_version,
        issued_at=desk.clock.local(),
    )
    desk.do(KeepIssuance(issuance=note))
    return Issued(document, str(file), language, size, saved.sha256)
