"""The exported plan's format as types, for reading it back: every key is known, every value bounded.

What came later has a default, so that older files are read too. What only repeats other facts (names, durations, totals, bookings)
is written for other programs and not believed when read.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from mi_trip.render.units import plain

MOST_DAYS = 60
MOST_EVENTS = 300  # a day
MOST_LINES = 10_000
MOST_WORDS = 20_000  # characters of a note
FIRST_YEAR, LAST_YEAR = 1900, 2200

D = TypeVar("D", datetime.date, datetime.datetime)


def _clean(text: str) -> str:
    if plain(text) != " ".join(text.split()):
        raise ValueError("contains control characters")
    return text


def _in_time(moment: D) -> D:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    return moment


CalendarDay = Annotated[datetime.date, AfterValidator(_in_time)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_time)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(max_length=2000), AfterValidator(_clean)]
Words = Annotated[str, Field(max_length=MOST_WORDS)]  # the traveller's own, whatever they are: cleaned where they are shown
Hold = Literal["free", "pinned", "booked"]
Clock = Annotated[str, Field(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")]
Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10**9)]
DayNumber = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Mode = Literal["drive", "ferry", "train", "bus", "boat", "gondola", "flight", "walk", "taxi"]
Ids = Annotated[list[Id], Field(max_length=1000)]


class Part(BaseModel):
    """A part of an exported plan: unknown keys are mistakes, and numbers are not read from text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CatalogueName(Part):
    """Which catalogue the plan was made with."""

    id: Text
    title: Text
    country: Text
    timezone: Text
    currency: Text


class Party(Part):
    """Who travels."""

    adults: Annotated[int, Field(ge=0, le=1000)]
    children: Annotated[list[Annotated[int, Field(ge=0, le=150)]], Field(max_length=1000)]


class Like(Part):
    """What a tag weighs."""

    tag: Text
    weight: Number


class Wish(Part):
    """A demand by name, with the ids of all that bear it."""

    name: Text
    areas: Ids
    locations: Ids
    activities: Ids
    routes: Ids


class FixedNight(Part):
    """A night demanded at one of some locations."""

    name: Text
    day: DayNumber
    locations: Ids


class Pin(Part):
    """An activity, or a route, that stays on its date; with `at` it is booked for that hour."""

    date: CalendarDay
    at: Clock | None
    activity: Id | None
    route: Id | None
    origin: Id | None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if bool(self.activity) is bool(self.route):
            raise ValueError("expected either an activity or a route")
        return self


class PinnedNight(Part):
    """A bed that stays: that of the evening of a date."""

    date: CalendarDay
    location: Id
    booked: bool


class Request(Part):
    """The trip as asked for."""

    first_day: CalendarDay
    assumed_date: bool
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    start: Id
    end: Id
    arrive: Clock | None
    depart: Clock | None
    pace: Literal["relaxed", "balanced", "packed"]
    car: Literal["hire", "own", "none"]
    party: Party
    likes: Annotated[list[Like], Field(max_length=1000)]
    must: Annotated[list[Wish], Field(max_length=1000)]
    avoid: Annotated[list[Wish], Field(max_length=1000)]
    nights: Annotated[list[FixedNight], Field(max_length=MOST_DAYS)]
    pins: Annotated[list[Pin], Field(max_length=MOST_LINES)] = []
    pinned_nights: Annotated[list[PinnedNight], Field(max_length=MOST_LINES)] = []
    max_difficulty: Literal["easy", "medium", "hard"]
    budget: Count | None


class Choice(Part):
    """An activity on a day, and from where."""

    activity: Id
    origin: Id
    with_car: bool


class Bed(Part):
    """A night's location."""

    location: Id
    with_car: bool


class Itinerary(Part):
    """The choices of the plan: activities by day, and beds."""

    days: Annotated[list[Annotated[list[Choice], Field(max_length=MOST_EVENTS)]], Field(max_length=MOST_DAYS)]
    nights: Annotated[list[Bed], Field(max_length=MOST_DAYS)]


class Ride(Part):
    """One route from one end to the other. With `every_minutes` the departure is the latest: only the interval is known."""

    route: Id
    name: Text
    mode: Mode
    origin: Id
    destination: Id
    departs: Moment
    arrives: Moment
    estimated: bool
    every_minutes: Annotated[int, Field(ge=1, le=1440)] | None
    duration_minutes: Count
    distance_km: Number


Rides = Annotated[list[Ride], Field(max_length=MOST_EVENTS)]


class Timed(Part):
    """What has a start and an end."""

    start: Moment
    end: Moment
    duration_minutes: Count


class Travel(Timed):
    """Rides of one mode without a wait between them."""

    type: Literal["travel"]
    mode: Mode
    origin: Id
    destination: Id
    with_car: bool
    demanded: bool = False
    hold: Hold = "free"
    note: Words = ""
    distance_km: Number
    rides: Annotated[Rides, Field(min_length=1)]


class Wait(Timed):
    """Time before a departure or a start, or free."""

    type: Literal["wait"]
    location: Id
    reason: Literal["departure", "start", "free"]
    route: Id | None
    activity: Id | None


class Visit(Timed):
    """An activity done; a journey with its rides."""

    type: Literal["visit"]
    activity: Id
    name: Text
    origin: Id
    destination: Id
    with_car: bool
    estimated: bool
    hold: Hold = "free"
    note: Words = ""
    rides: Rides


class Meal(Timed):
    """Lunch."""

    type: Literal["meal"]
    location: Id


class Handover(Timed):
    """A hired car taken or handed back."""

    type: Literal["handover"]
    location: Id
    takes: bool


class Night(Timed):
    """A night in a bed, until the first event of the next day."""

    type: Literal["night"]
    location: Id
    hold: Hold = "free"
    note: Words = ""
    with_car: bool


Event = Annotated[Travel | Wait | Visit | Meal | Handover | Night, Field(discriminator="type")]


class Day(Part):
    """One day with its events in order."""

    number: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    date: CalendarDay
    note: Words = ""
    events: Annotated[list[Event], Field(min_length=1, max_length=MOST_EVENTS)]


class Amount(Part):
    """Whole units of the catalogue's currency."""

    amount: Count
    estimate: bool


CostKind = Literal["bed", "fare", "toll", "ticket", "hire", "fuel"]


class CostItem(Amount):
    """One thing the party pays; day 0 is the whole trip."""

    kind: CostKind
    about: Text
    day: DayNumber


class Totals(Part):
    """What the plan adds up to."""

    driving_minutes: Count
    driving_km: Number
    cost: Amount
    cost_per_person: Amount
    included: Annotated[list[CostKind], Field(max_length=6)]


class ScoreLine(Part):
    """One line of the score."""

    code: Text
    about: Text
    day: DayNumber
    points: Number


class Quality(Part):
    """How good the plan is, in points; `gap` is a share of the bound. No bound: not known."""

    score: Number
    bound: Number | None
    proved: bool
    gap: Number | None


class Notice(Part):
    """Something the traveller must know; day 0 is the whole trip."""

    code: Text
    day: DayNumber
    subject: Text
    facts: Annotated[dict[Text, Text], Field(max_length=100)]


class Booking(Part):
    """Something to arrange beforehand."""

    day: DayNumber
    date: CalendarDay
    need: Text
    booked: bool = False
    about: Text
    name: Text
    book_by: CalendarDay | None
    who: Text | None
    web: Text | None
    phone: Text | None


class Place(Part):
    """Name and position (degrees, WGS84) of a location."""

    name: Text
    area: Text
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class PlanFile(Part):
    """A plan as `mi-trip plan -o plan.json` writes it."""

    schema_version: Literal[1]
    catalogue: CatalogueName
    title: Words = ""
    travellers: Annotated[list[Words], Field(max_length=1000)] = []
    note: Words = ""
    request: Request
    itinerary: Itinerary
    days: Annotated[list[Day], Field(min_length=1, max_length=MOST_DAYS)]
    totals: Totals
    costs: Annotated[list[CostItem], Field(max_length=MOST_LINES)]
    score: Annotated[list[ScoreLine], Field(max_length=MOST_LINES)]
    quality: Quality
    notices: Annotated[list[Notice], Field(max_length=MOST_LINES)]
    bookings: Annotated[list[Booking], Field(max_length=MOST_LINES)]
    locations: Annotated[dict[Id, Place], Field(max_length=MOST_LINES)]
