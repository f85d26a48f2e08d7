"""Three desks, one folder, and somebody who renames, copies, cuts, moves and deletes in it."""

import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.board import add
from desk.conftest import SteppingClock, counted_ids
from kvdesk.desk.care import VerifyDesk
from kvdesk.desk.catalogue import full_registry
from kvdesk.desk.desk import Desk
from kvdesk.desk.folder import AcceptSigner, SetFolder, ShowFolder, SyncFolder
from kvdesk.domain.matters import Matter
from kvdesk.kernel.clock import Clock

NAMES = "abc"

desks = st.integers(0, 2)
writes = st.tuples(st.just("write"), desks, st.just(0))
syncs = st.tuples(st.just("sync"), desks, st.just(0))
mischief = st.tuples(
    st.sampled_from(["rename", "copy", "cut", "move", "delete", "junk", "wait"]),
    st.integers(0, 30),
    st.integers(0, 99),
)
programs = st.lists(st.one_of(writes, syncs, mischief), min_size=5, max_size=25)


class Trio:
    """Three desks that have met, over one folder."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        full_registry()
        self.share = folder / "share"
        self.share.mkdir()
        self.clock = SteppingClock(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
        self.written: list[str] = []
        self.desks = [stack.enter_context(self._made(folder, name)) for name in NAMES]
        for number in range(3):
            self.do("write", number, 0)
            self.do("sync", number, 0)
        for desk in self.desks:
            desk.perform(SyncFolder())
            for stranger in desk.ask(ShowFolder()).strangers:
                desk.perform(AcceptSigner(signer=stranger.fingerprint))

    def _made(self, folder: Path, name: str) -> Desk:
        desk = Desk.create(folder / name, clock=Clock(self.clock.now), ids=counted_ids(name))
        desk.identify({"department": f"PL-{name}", "name": name})
        desk.perform(SetFolder(folder=self.share))
        return desk

    def do(self, what: str, which: int, amount: int) -> None:
        if what == "write":
            self.written.append(f"Asia {len(self.written)}")
            add(self.desks[which], "matter", title=self.written[-1])
        elif what == "sync":
            self.desks[which].perform(SyncFolder(patient=True))
        elif what == "wait":
            self.clock.moment += timedelta(hours=amount)
        elif what == "junk":
            (self.share / f"roska {which}.kvx").write_bytes(b"PK\x03\x04" * amount)
        else:
            self._spoil(what, which, amount)

    def _spoil(self, what: str, which: int, amount: int) -> None:
        files = sorted(file for file in self.share.rglob("*") if file.is_file())
        if not files:
            return
        file = files[which % len(files)]
        if what == "rename":
            file.replace(file.with_name(f"nimi {amount} {which}.kvx"))
        elif what == "move":
            (self.share / "muualla").mkdir(exist_ok=True)
            file.replace(self.share / "muualla" / file.name)
        elif what == "copy":
            shutil.copy(file, file.with_name(f"{file.stem} - Kopio ({amount}).kvx"))
        elif what == "cut":
            data = file.read_bytes()
            file.write_bytes(data[: len(data) * amount // 100])
        else:
            file.unlink()

    def settle(self) -> None:
        """Clean passes, long enough apart for everything to have been given again."""
        for _ in range(3):
            self.clock.moment += timedelta(days=2)
            for desk in self.desks:
                told = desk.perform(SyncFolder())
                assert (told.refused, told.problem) == ((), "")


@settings(max_examples=12)
@given(programs)
def test_whatever_happens_in_the_folder_the_desks_end_equal_and_nothing_is_lost(program):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        trio = Trio(Path(folder), stack)
        for step in program:
            trio.do(*step)
        trio.settle()
        for desk in trio.desks:
            matters = desk.store.read(lambda reader: reader.all(Matter))
            assert sorted(one.title for one in matters) == sorted(trio.written)
            assert desk.perform(VerifyDesk()).faults == []
        assert len({desk.store.write(lambda log: log.digest()) for desk in trio.desks}) == 1
