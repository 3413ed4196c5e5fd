"""A day as a band of hours: what one does in blocks, what one is on the way for as a line between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, assert_never

from mi_trip.model.plan import Event, Handover, Meal, Night, Travel, Visit, Wait, WaitFor
from mi_trip.model.route import Mode
from mi_trip.render import words
from mi_trip.render.html.markup import NONE, Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mi_trip.model.plan import PlannedDay

KINDS = {
    "drive": "Driving",
    "ride": "Rides",
    "walk": "On foot",
    "wait": "Waiting",
    "car": "Hired car taken or handed back",
    "visit": "Activities",
    "meal": "Lunch",
    "free": "Free time",
    "night": "Night",
}
EVENING = timedelta(hours=1)  # of a night at least so much is shown
LONGEST = 30  # hours from midnight up to which a day is shown
EVERY = 2  # of so many hours one is written on the scale


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that the bands of a trip show, counted from midnight."""

    first: int
    last: int

    def share(self, moment: datetime, midnight: datetime) -> float:
        """Where on the band a moment lies, in percent."""
        hours = (moment - midnight) / timedelta(hours=1)
        return round(100 * (min(max(hours, self.first), self.last) - self.first) / (self.last - self.first), 2)


def hours_of(days: Iterable[PlannedDay]) -> Hours:
    """The whole hours in which anything happens on any of the days, so that their bands can be compared."""
    first, last = 8, 20
    for day in days:
        for event in day.events:
            end = event.start + EVENING if isinstance(event, Night) else event.end
            first = min(first, int((event.start - _midnight(day)) / timedelta(hours=1)))
            last = max(last, int(-(-(end - _midnight(day)) // timedelta(hours=1))))
    return Hours(max(first, 0), min(last, LONGEST))


def timeline(day: PlannedDay, hours: Hours, numbers: Mapping[datetime, int]) -> Markup:
    """The band of a day with its legend; ``numbers``: those of the stops on the map, by when the events there begin."""
    if not day.events:
        return NONE
    midnight, happens = _midnight(day), day.events
    told = f"Day {day.number} from {words.clock(happens[0].start)}, hour by hour; the table tells it in words."
    blocks = joined(*(_block(event, hours, midnight, numbers.get(event.start, 0)) for event in happens))
    ticks = joined(*(_tick(hour, hours) for hour in range(hours.first, hours.last + 1)))
    band = tag("div", ticks, blocks, class_="band", role="img", aria_label=told)
    return tag("figure", band, tag("figcaption", _legend(happens)), class_="timeline")


def _midnight(day: PlannedDay) -> datetime:
    return datetime.combine(day.date, time())


def _tick(hour: int, hours: Hours) -> Markup:
    at = round(100 * (hour - hours.first) / (hours.last - hours.first), 2)
    written = f"{hour % 24:02d}" if hour % EVERY == 0 else ""
    return tag("i", written, style=f"left:{at:g}%")


def _block(event: Event, hours: Hours, midnight: datetime, number: int) -> Markup:
    left, right = (hours.share(moment, midnight) for moment in (event.start, event.end))
    if right <= left:
        return NONE
    name = words.plain(event.activity.name) if isinstance(event, Visit) else ""
    inside = joined(tag("b", str(number)) if number else NONE, tag("span", name) if name else NONE)
    return tag("div", inside, class_=kind(event), style=f"left:{left:g}%;width:{right - left:.4g}%")


def kind(event: Event) -> str:
    """Which of the kinds an event is."""
    match event:
        case Travel(mode=Mode.DRIVE, with_car=True):
            return "drive"
        case Travel(mode=Mode.WALK):
            return "walk"
        case Travel():
            return "ride"
        case Wait(reason=WaitFor.FREE):
            return "free"
        case Wait():
            return "wait"
        case Handover():
            return "car"
        case Visit():
            return "visit"
        case Meal():
            return "meal"
        case Night():
            return "night"
        case _:
            assert_never(event)


def _legend(events: Sequence[Event]) -> Markup:
    """What the blocks mean."""
    found = {kind(event) for event in events}
    return tag("ul", *(tag("li", told, class_=name) for name, told in KINDS.items() if name in found))
