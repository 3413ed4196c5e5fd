"""The text of an itinerary file -> a SavedTrip, or all its mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from mi_trip.catalogue.findings import findings, keys_at, left_empty, unknown_key
from mi_trip.catalogue.reading import read_yaml
from mi_trip.catalogue.text import printable, shown
from mi_trip.errors import FileError, ItineraryError, Mistake
from mi_trip.itinerary import schema
from mi_trip.itinerary.asked import Asking
from mi_trip.itinerary.resolving import resolve_activity, resolve_bed, resolve_end, resolve_ride
from mi_trip.itinerary.telling import MOST_MISTAKES, Mistakes
from mi_trip.model.plan import Hold
from mi_trip.model.saved import KnownBound, Mark, SavedChoice, SavedDay, SavedNight, SavedTrip
from mi_trip.model.solution import RIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.catalogue.reading import Node, Plain
    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request
    from mi_trip.model.route import Route

P = TypeVar("P", bound=schema.Part)

LARGEST = 1_000_000  # characters; sixty full days with notes have a tenth of it
MAY_BE_EMPTY = frozenset(
    ("do", "night", "title", "travellers", "note", "arrive", "depart", "children", "like", "must", "avoid", "nights", "budget")
)  # who takes out what stood there means that there is none


def read(text: str, source: str, load: Callable[[str], Catalogue]) -> tuple[SavedTrip, Catalogue]:
    """The trip that a text keeps, and its catalogue; raises ItineraryError with all mistakes."""
    mistakes = Mistakes(printable(source))
    root = _root(text, mistakes)
    file = _File(root, mistakes)
    catalogue = file.catalogue(load, source)
    if catalogue is None:
        raise mistakes.error()
    trip = _Builder(file, catalogue, mistakes).trip(source)
    if trip is None or mistakes.found:
        raise mistakes.error()
    return trip, catalogue


def _root(text: str, mistakes: Mistakes) -> Node:
    """The mapping that the file is; raises where it is none, or something else than an itinerary."""
    if len(text) > LARGEST:
        raise ItineraryError([Mistake(mistakes.file, 1, 1, f"{len(text):,} characters: an itinerary has at most {LARGEST:,}")])
    root, unread = read_yaml(_bytes(text), mistakes.file, "days")
    if root is None:
        raise ItineraryError(unread)
    keys = set(root.keys)
    if "schema_version" in keys:
        raise ItineraryError([Mistake(mistakes.file, 1, 1, "this is a plan exported as JSON, not an itinerary file")])
    if not {"itinerary", "days", "request"} & keys:
        what = "this is no itinerary file: one has `itinerary: 1`, a 'catalogue', a 'request' and 'days'"
        raise ItineraryError([Mistake(mistakes.file, 1, 1, what)])
    mistakes.found += unread
    mistakes.found += islice(left_empty(root, mistakes.file, MAY_BE_EMPTY), MOST_MISTAKES)
    return root


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


class _File:
    """The parts of a file, each checked by itself: a mistake in one hides none in another."""

    def __init__(self, root: Node, mistakes: Mistakes) -> None:
        self.root, self.mistakes = root, mistakes
        self.head = self.part(schema.Head, schema.ItineraryFile, root, ("request", "days"))
        request = self._required("request")
        self.asked = self.part(schema.Asked, schema.Asked, request) if request else None
        self.days = self._days()

    def _required(self, key: str) -> Node | None:
        """The node of a key; None, told as a mistake, where there is none."""
        node = self.root.inside.get(key) if isinstance(self.root.inside, dict) else None
        if node is None:
            self.mistakes.at(self.root, f"'{key}' is missing")
        return node if node and node.said else None  # of one left empty that is told already

    def _days(self) -> list[Node]:
        days = self._required("days")
        if days is None:
            return []
        if not isinstance(days.inside, list) or not isinstance(days.plain, list):
            self.mistakes.at(days, f"'days': expected a list of days that begin with '- ', not {shown(days.plain)}")
            return []
        if not 1 <= len(days.inside) <= schema.MOST_DAYS:
            self.mistakes.at(days, f"'days': expected 1 to {schema.MOST_DAYS} days, not {len(days.inside)}")
            return []
        return days.inside

    def catalogue(self, load: Callable[[str], Catalogue], source: str) -> Catalogue | None:
        """The catalogue that the file names; None where it names none that there is. ``source`` is what the file is called."""
        node = _inside(self.root, "catalogue")
        if node is None or not isinstance(node.plain, str) or not node.plain:
            return None
        try:
            return load(node.plain)
        except FileError as error:
            about = error.what if str(error.path) == source else str(error)
            self.mistakes.at(node, f"'catalogue': {about}")
            return None

    def part(self, kind: type[P], whole: type[schema.Part], node: Node, apart: tuple[str, ...] = ()) -> P | None:
        """What stands at the node, save the keys that are looked at apart; None where it has mistakes. ``whole`` knows all its keys."""
        plain = node.plain
        if isinstance(plain, dict):
            plain = {key: value for key, value in plain.items() if key not in apart and not (value is None and key in MAY_BE_EMPTY)}
            known = keys_at(whole, ())
            for key in [key for key in plain if key not in known]:
                if self.mistakes.full():
                    return None
                self.mistakes.found.append(Mistake(self.mistakes.file, *node.keys[key], unknown_key(key, known)))
                del plain[key]
        try:
            return kind.model_validate(plain)
        except ValidationError as error:
            self.mistakes.found += islice(findings(error, whole, node, self.mistakes.file), MOST_MISTAKES)
            return None


class _Builder:
    """Builds a trip of a file's parts, with the things of the catalogue in place of their names."""

    def __init__(self, file: _File, catalogue: Catalogue, mistakes: Mistakes) -> None:
        self.file, self.catalogue, self.mistakes = file, catalogue, mistakes

    def trip(self, source: str) -> SavedTrip | None:
        """The trip; None where the head or the request has mistakes."""
        head, asked = self.file.head, self.file.asked
        first_day = asked.date if asked else date(schema.EARLIEST_YEAR, 1, 1)
        days = tuple(self._day(number, node, first_day + timedelta(days=number - 1)) for number, node in enumerate(self.file.days, 1))
        marks = _marks(self.file.root)
        request: Request | None = None
        if asked and self.file.days:
            asking = Asking(asked, self.file.root.inside["request"], self.catalogue, self.mistakes)  # type: ignore[call-overload]
            request = asking.request(len(days))
            marks |= asking.marks
        if not (head and request):
            return None
        quality = head.quality
        trip = SavedTrip(
            source, self.catalogue.id, request, days, head.car_at_end,
            title=head.title,
            travellers=tuple(head.travellers),
            note=head.note,
            bound=KnownBound(quality.bound, quality.proved, quality.of) if quality else None,
            marks=marks,
        )  # fmt: skip
        return trip.with_request(request)

    def _day(self, number: int, node: Node, day: date) -> SavedDay:
        mark = Mark(node.line, node.column)
        if not isinstance(node.inside, dict) or not isinstance(node.plain, dict):
            if node.plain is not None or node.said:
                self.mistakes.at(node, f"expected a day with 'do' and 'night', not {shown(node.plain)}")
            return SavedDay(mark=mark)
        head = self.file.part(schema.DayHead, schema.DayOfTrip, node, ("do", "night"))
        night = _inside(node, "night")
        return SavedDay(self._choices(node, day), self._night(night, number, day) if night else None, head.note if head else "", mark)

    def _choices(self, day: Node, today: date) -> tuple[SavedChoice, ...]:
        node = _inside(day, "do")
        if node is None:
            return ()
        if not isinstance(node.inside, list) or not isinstance(node.plain, list):
            self.mistakes.at(node, f"'do': expected a list of what is done, each after '- ', not {shown(node.plain)}")
            return ()
        if len(node.inside) > schema.MOST_CHOICES:
            self.mistakes.at(node, f"'do': expected at most {schema.MOST_CHOICES} entries, not {len(node.inside)}")
            return ()
        return tuple(choice for entry in node.inside if not self.mistakes.full() and (choice := self._choice(entry, today)))

    def _choice(self, node: Node, today: date) -> SavedChoice | None:
        entry = self._entry(schema.Choice, node, "activity", "an activity")
        thing = entry and self._thing(node, entry)
        if not (entry and thing):
            return None
        origin: str | None = None
        if entry.start:
            origin = self.mistakes.unless_refused(_at(node, "from"), resolve_end, self.catalogue, entry.start, thing)
        elif not _goes_either_way(thing):
            origin = thing.start
        booked = datetime.combine(today, entry.booked) if isinstance(entry.booked, time) else entry.booked
        hold = Hold.BOOKED if booked else Hold.PINNED if entry.pinned else Hold.FREE
        id_ = f"{RIDE}{thing.id}" if entry.ride else thing.id
        return SavedChoice(id_, origin, entry.car, hold, booked, entry.note, Mark(node.line, node.column))

    def _thing(self, node: Node, entry: schema.Choice) -> Activity | Route | None:
        if entry.ride:
            return self.mistakes.unless_refused(_at(node, "ride"), resolve_ride, self.catalogue, entry.ride)
        return self.mistakes.unless_refused(_at(node, "activity"), resolve_activity, self.catalogue, entry.activity or "")

    def _night(self, node: Node, number: int, day: date) -> SavedNight | None:
        entry = self._entry(schema.Bed, node, "at", "a place to sleep at")
        if entry is None:
            return None
        place = self.mistakes.unless_refused(_at(node, "at"), resolve_bed, self.catalogue, entry.at, number)
        if place is None:
            return None
        booked = (day if entry.booked is True else entry.booked) or None
        hold = Hold.BOOKED if booked else Hold.PINNED if entry.pinned else Hold.FREE
        return SavedNight(place, entry.car, hold, booked, entry.note, Mark(node.line, node.column))

    def _entry(self, kind: type[P], node: Node, key: str, what: str) -> P | None:
        """An entry that may be written as the name alone."""
        plain: Plain = node.plain
        if isinstance(plain, dict):
            return self.file.part(kind, kind, node)
        if isinstance(plain, str) and plain:
            return self.file.part(kind, kind, replace(node, plain={key: plain}))
        if plain is not None or node.said:
            quotes = ": put it in quotes" if isinstance(plain, bool | int | float) else ""
            self.mistakes.at(node, f"expected {what}, not {shown(plain)}{quotes}")
        return None


def _goes_either_way(thing: Activity | Route) -> bool:
    return not thing.one_way and thing.start != thing.end and (not hasattr(thing, "rides") or bool(thing.rides))


def _inside(node: Node, key: str) -> Node | None:
    """The node of a key; None where there is none, or nothing stands there."""
    below = node.inside.get(key) if isinstance(node.inside, dict) else None
    return None if below is None or below.plain is None else below


def _at(node: Node, key: str) -> Node:
    """The node of a key, or the entry itself."""
    return _inside(node, key) or node


def _marks(root: Node) -> dict[str, Mark]:
    """Where the keys of the file and of its request stand: a word at itself, what has entries at its key."""
    marks = {}
    request = _inside(root, "request")
    for mother in (root, *([request] if request else [])):
        if isinstance(mother.inside, dict):
            for key, node in mother.inside.items():
                marks[key] = Mark(*mother.keys[key]) if isinstance(node.plain, list | dict) else Mark(node.line, node.column)
    return marks
