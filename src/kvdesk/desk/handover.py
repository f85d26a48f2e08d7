"""Handing the right to give a body's numbers over to another desk."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.desk import Desk
from kvdesk.desk.numbering import HandedOver
from kvdesk.desk.peers import named
from kvdesk.desk.registry import task
from kvdesk.domain.bodies import Body
from kvdesk.exchange.keys import fingerprint
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.log import Log
from kvdesk.store.peers import PeerRow, Trust
from kvdesk.store.reader import Reader

__all__ = ["HandOver", "NumberHere", "NumberingRight"]


@dataclass(frozen=True, slots=True)
class NumberingRight:
    """Which desk gives a body's numbers now."""

    body: str
    desk: str


@task("exchange handover")
@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Hand the right to give a body's § numbers over to another desk; send it a package then.

    From here on this desk refuses to number, also when its database is restored from before.
    """

    body: str = take.record("body", N_("The body"), positional=True)
    to: str = take.words(
        N_("To whom: the desk's code or name, or the beginning of its fingerprint")
    )

    def __call__(self, desk: Desk) -> NumberingRight:
        """Write the new holder and note it beside the database.

        Raises:
            Refusal: `peer_missing`, `peer_ambiguous`, `key_blocked`, `numbering_elsewhere`.
            WorldFailure: `folder_not_writable`; then nothing was handed over.
        """
        peer = desk.store.read(lambda reader: named(reader, self.to))
        if peer.trust is Trust.BLOCKED:
            raise Refusal("key_blocked", fingerprint=fingerprint(peer.key))
        desk.key()
        return desk.store.write(lambda log: _hand_over(desk, log, self.body, peer))


@task("exchange number-here")
@dataclass(frozen=True, kw_only=True)
class NumberHere:
    """Give numbers on this computer from now on: the desk has moved here for good."""

    def __call__(self, desk: Desk) -> NumberingRight:
        """Note this computer's mark."""
        desk.numbering.begin_here()
        return NumberingRight("", desk.identity.name)


def _hand_over(desk: Desk, log: Log, body_id: str, peer: PeerRow) -> NumberingRight:
    log.close_step()
    body = Reader(log.connection).get(Body, body_id)
    desk.numbering.refuse_for(Reader(log.connection), body)
    work = desk.work(log, "exchange handover")
    work.change(body, numbering_key=peer.key)
    told = peer.label or peer.department
    if work.dot is not None:
        stream, seq = work.dot
        # Inside the transaction: without the note the right is not given away.
        note = HandedOver(told, desk.clock.today(), stream, seq)
        desk.numbering.note_handover(body.id, note)
    log.close_step()
    return NumberingRight(body.abbreviation, told)
