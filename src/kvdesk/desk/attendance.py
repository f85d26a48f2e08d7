"""Who is at a meeting, from when to when."""

from dataclasses import dataclass

from kvdesk.desk import arguments as take
from kvdesk.desk.recording import offer
from kvdesk.desk.registry import command
from kvdesk.domain.bodies import Membership, Role, members_on
from kvdesk.domain.meetings import BEFORE_END, Attendance, Capacity, Meeting, Presence
from kvdesk.kernel.errors import Refusal
from kvdesk.kernel.words import N_
from kvdesk.store.queries import meetings
from kvdesk.store.work import Work

__all__ = ["Arrive", "Leave", "MarkAbsent", "invite"]

offer(Attendance, "change", "delete", "list")


@command("meeting arrive")
@dataclass(frozen=True, kw_only=True)
class Arrive:
    """Note that somebody is there, from the opening or from a clock time on."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)
    at: str = take.time(N_("When; now unless said"))
    capacity: Capacity | None = take.choice(N_("In which capacity"), Capacity, None)
    deputy_for: str = take.record("person", N_("Instead of whom"), default="")

    def __call__(self, work: Work) -> str:
        """Mark the invitation as a presence, or note a further stay."""
        meeting = work.get(Meeting, self.meeting)
        meeting.must_be(*BEFORE_END)
        at = self.at or work.clock.local()[11:]
        stays = [
            stay
            for stay in meetings.attendance(work.reader, meeting.id)
            if stay.person == self.person
        ]
        if any(stay.presence is Presence.PRESENT and not stay.left_at for stay in stays):
            raise Refusal("already_present", person=self.person)
        waiting = next((s for s in stays if s.presence is not Presence.PRESENT), None)
        stay = waiting or work.add(
            Attendance(
                meeting=meeting.id,
                person=self.person,
                capacity=stays[-1].capacity if stays else Capacity.EXPERT,
                organisation=stays[-1].organisation if stays else "",
            )
        )
        return work.change(
            stay,
            presence=Presence.PRESENT,
            arrived_at=at,
            left_at="",
            capacity=self.capacity or (Capacity.DEPUTY if self.deputy_for else stay.capacity),
            deputy_for=self.deputy_for or stay.deputy_for,
        ).id


@command("meeting leave")
@dataclass(frozen=True, kw_only=True)
class Leave:
    """Note that somebody left."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)
    at: str = take.time(N_("When; now unless said"))

    def __call__(self, work: Work) -> str:
        """End the person's running stay."""
        meeting = work.get(Meeting, self.meeting)
        for stay in meetings.attendance(work.reader, meeting.id):
            if stay.person == self.person and stay.present_at(""):
                return work.change(stay, left_at=self.at or work.clock.local()[11:]).id
        raise Refusal("not_present", person=self.person)


@command("meeting absent")
@dataclass(frozen=True, kw_only=True)
class MarkAbsent:
    """Note that an invited person is absent."""

    meeting: str = take.record("meeting", N_("The meeting"), positional=True)
    person: str = take.record("person", N_("Who"), positional=True)

    def __call__(self, work: Work) -> str:
        """Mark the invitation."""
        for stay in meetings.attendance(work.reader, self.meeting):
            if stay.person == self.person:
                return work.change(stay, presence=Presence.ABSENT, arrived_at="", left_at="").id
        raise Refusal("not_invited", person=self.person)


def invite(work: Work, meeting: Meeting) -> None:
    """Invite everybody who has a seat in the body on the day of the meeting."""
    capacities = {
        Role.CHAIR: Capacity.CHAIR,
        Role.SECRETARY: Capacity.SECRETARY,
        Role.PRESENTER: Capacity.PRESENTER,
        Role.EXPERT: Capacity.EXPERT,
    }
    seats = work.reader.all(Membership, body=meeting.body)
    for seat in members_on(seats, meeting.starts[:10]):
        if seat.role is not Role.DEPUTY:
            work.add(
                Attendance(
                    meeting=meeting.id,
                    person=seat.person,
                    capacity=capacities.get(seat.role, Capacity.MEMBER),
                    organisation=seat.organisation,
                )
            )
