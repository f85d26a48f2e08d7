"""Where the user has been: back and forward like in a browser, never undoing anything."""

from kvdesk.ui.view import Place

__all__ = ["History"]

_LONGEST = 100


class History:
    """A walk over places. The current one follows what is looked at."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """Where the user is."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the user came back from somewhere."""
        return self._at + 1 < len(self._places)

    def go(self, place: Place) -> None:
        """Come to a place; what lay ahead is forgotten."""
        if place == self.current:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places) - 1

    def update(self, place: Place) -> None:
        """The current place has changed a little: another row of the same view."""
        if self._places:
            self._places[self._at] = place
        else:
            self.go(place)

    def back(self) -> Place:
        """Step back; the first place stays."""
        self._at = max(0, self._at - 1)
        return self._places[self._at]

    def forward(self) -> Place:
        """Step forward; the last place stays."""
        self._at = min(len(self._places) - 1, self._at + 1)
        return self._places[self._at]
