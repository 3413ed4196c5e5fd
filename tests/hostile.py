"""A small right plan in which every text from data does its worst: one for each thing that has a name, a note or an address.

:func:`hostile_plan` has the two days of :func:`worlds.plan_of`, at places that lie apart. :data:`HOSTILE` are the texts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

from mi_trip.model.hours import Spot
from mi_trip.model.place import Booking, Scene, Source
from mi_trip.model.plan import Hold, Meal, Night, Notice, Travel, Visit
from worlds import fjord, plan_of

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event, Plan

LONG = "A name of three hundred characters, ærlig talt: " + "Å" * 252
RIGHT_TO_LEFT = "\u202ertl\u202c פונדק הפיורד \u200f"
HOSTILE = (
    "<script>alert(1)</script>",
    "Hotel | Bar; café, \"inn\" & 'pub'",
    "first line\r\nBEGIN:VALARM\nsecond line",
    "=cmd|'/C calc'!A0",
    RIGHT_TO_LEFT,
    LONG,
    "]]></name><Placemark/><!-- --",
    '" onmouseover="alert(1)" x="',
    "back\\slash\\n \\; \\, %s {0} {{7*7}} ${HOME}",
    "+SUM(1)*2",
    "-2+3",
    "@import url(https://evil.example)",
    "\x1b[31mred\x07\x00\x0b\ufffe",
    "#set text(red); $x$ @ref `raw` *b* _e_ [l](javascript:alert(1))",
    "&lt;b&gt; &amp;amp; &#x202e; &nbsp;",
    "\U0001f3d4 Å\u030a\u0301 ﷽ 一二三",
    "\tTab, then = 1",
)
WEBS = ("javascript:alert(1)", "https://example.org/a b?c=<d>&e=\"f\";g='h'", "fjord.example.org", "mailto:x@example.org\nX-EVIL:1")

# The places of the fjord, apart from each other: degrees north and east.
WHERE = {
    "vik": (62.4700, 6.1500),
    "vik_airport": (62.5600, 6.1100),
    "vestkai": (62.3700, 6.6000),
    "austkai": (62.2900, 6.9500),
    "lien": (62.2600, 7.1000),
    "utsikten": (62.3300, 7.3000),
    "skaret": (62.4500, 7.2000),
    "byen_airport": (60.2000, 11.1000),
    "byen": (59.9100, 10.7500),
}


def spread_fjord() -> Catalogue:
    """Build :func:`worlds.fjord` with its places apart from each other."""
    world = fjord()
    places = {
        id_: replace(place, spot=Spot(*WHERE[id_], place.spot.country, place.spot.timezone)) for id_, place in world.locations.items()
    }
    return replace(world, locations=places)


def hostile_plan() -> tuple[Plan, Catalogue]:
    """Give the plan and its catalogue; every text of :data:`HOSTILE` is in it at least once."""
    world = _hostile(spread_fjord())
    texts = cycle(HOSTILE[1:])

    def told(event: Event) -> Event:
        match event:
            case Visit() | Night() | Travel(demanded=True):
                return replace(event, hold=Hold.BOOKED if isinstance(event, Night) else event.hold, note=next(texts))
        return event

    plan = plan_of(world)
    days = tuple(replace(day, events=tuple(map(told, day.events)), note=next(texts)) for day in plan.days)
    assert any(isinstance(event, Meal) for day in days for event in day.events)
    notices = (
        Notice("weather", 2, "hike"),
        Notice("passport", 0, "", (("name", HOSTILE[0]),)),
        Notice("queue", 1, "crossing", (("minutes", "30"), ("why", HOSTILE[8]))),
        *(Notice("polar-bears", 1, text, ((text, text),)) for text in HOSTILE),
    )
    return replace(plan, days=days, notices=notices, title=HOSTILE[0] + HOSTILE[2], travellers=HOSTILE[:4], note="\n".join(HOSTILE)), world


def _hostile(world: Catalogue) -> Catalogue:
    """The catalogue with a text of its own for each thing, the next in turn."""
    texts, webs = cycle(HOSTILE), cycle(WEBS)

    def booking() -> Booking:
        return Booking("required", 30, who=next(texts), web=next(webs), phone=next(texts), note=next(texts))

    def scenes() -> tuple[Scene, ...]:
        return tuple(Scene("the_film", relation, next(texts), ("editors",)) for relation in ("shot_here", "view_of_location"))

    locations = {
        id_: replace(
            place,
            name=next(texts),
            also=(next(texts),),
            municipality=next(texts),
            region=next(texts),
            note=next(texts),
            stay=replace(place.stay, name=next(texts), basis=next(texts), booking=booking()) if place.stay else None,
            car_hire=replace(place.car_hire, who=next(texts)) if place.car_hire else None,
            scenes=scenes(),
        )
        for id_, place in world.locations.items()
    }
    routes = {
        id_: replace(
            route,
            name=next(texts),
            road=next(texts),
            note=next(texts),
            booking=booking() if route.timetabled else None,
            be_there=tuple(replace(rule, why=next(texts)) for rule in route.be_there),
        )
        for id_, route in world.routes.items()
    }
    activities = {
        id_: replace(
            activity,
            name=next(texts),
            also=(next(texts),),
            why=next(texts),
            note=next(texts),
            booking=booking(),
            be_there=tuple(replace(rule, why=next(texts)) for rule in activity.be_there),
            scenes=scenes(),
        )
        for id_, activity in world.activities.items()
    }
    return replace(
        world,
        title=HOSTILE[7],
        locations=locations,
        routes=routes,
        activities=activities,
        areas={id_: replace(area, name=next(texts), note=next(texts)) for id_, area in world.areas.items()},
        films={id_: replace(film, title=next(texts), note=next(texts)) for id_, film in world.films.items()},
        sources={id_: Source(id_, next(texts), next(webs)) for id_ in world.sources},
    )
