"""One search over everything."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.registry import question
from kvdesk.kernel.words import N_
from kvdesk.store.queries.searching import Hit, search
from kvdesk.store.reader import Reader

__all__ = ["Search"]


@question("search")
@dataclass(frozen=True, kw_only=True)
class Search:
    """Find words, their Finnish forms and parts of compounds in all records."""

    words: str = take.words(N_("What to look for"), positional=True)
    kind: str = take.words(N_("Only this kind of record"), default="")
    limit: int = take.number(N_("How many hits at the most"), default=50)

    def __call__(self, reader: Reader) -> list[Hit]:
        """The best hits first."""
        return search(reader, self.words, kind=self.kind, limit=self.limit)
