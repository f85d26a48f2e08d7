"""Making a desk and telling about it."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.registry import task
from kvdesk.domain.kinds import KINDS
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.text import clean
from kvdesk.kernel.words import N_
from kvdesk.store.queries.resolving import resolve
from kvdesk.store.queries.totals import conflict_count, record_count, setting
from kvdesk.store.schema import SCHEMA_VERSION

__all__ = ["DescribeDesk", "DeskInfo", "InitialiseDesk"]


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """What a desk is and holds; `records` counts rows by kind, `key` is the own fingerprint."""

    folder: str
    department: str
    name: str
    author: str
    home_body: str
    key: str
    schema: int
    digest: str
    records: dict[str, int]
    conflicts: int


@task("desk init")
@dataclass(frozen=True, kw_only=True)
class InitialiseDesk:
    """Say whose desk this is; makes its folder, its database and its key."""

    department: str = take.words(N_("Code of the department, as in PL-08"))
    name: str = take.words(N_("Name of the department"))
    author: str = take.words(N_("Your name, as it stands in the history"), default="")
    home_body: str = take.words(N_("The body whose minutes are kept here"), default="")

    def __call__(self, desk: Desk) -> DeskInfo:
        """Keep the identity; tell what the desk is now."""
        if not (self.department.strip() and self.name.strip()):
            raise Refusal("department_name_missing")
        given = {"department": self.department, "name": self.name, "author": self.author}
        if self.home_body:
            words = self.home_body
            given["home_body"] = desk.store.read(lambda reader: resolve(reader, "body", words))
        desk.identify({name: clean(value).strip() for name, value in given.items() if value})
        return DescribeDesk()(desk)


@task("desk info")
@dataclass(frozen=True, kw_only=True)
class DescribeDesk:
    """Tell whose desk this is and what it holds."""

    def __call__(self, desk: Desk) -> DeskInfo:
        """Count the rows of every kind."""
        identity = desk.identity

        def counts() -> tuple[dict[str, int], int, str]:
            return desk.store.read(
                lambda reader: (
                    {name: record_count(reader, kind) for name, kind in KINDS.items()},
                    conflict_count(reader),
                    setting(reader, "digest"),
                )
            )

        records, conflicts, digest = counts()
        return DeskInfo(
            folder=str(desk.folder),
            department=identity.department,
            name=identity.name,
            author=identity.author,
            home_body=identity.home_body,
            key=desk.key().fingerprint,
            schema=SCHEMA_VERSION,
            digest=digest,
            records=records,
            conflicts=conflicts,
        )
