"""The catalogue's file format as types: what a YAML file may say, field by field.

Every ``*.yaml`` file directly in a catalogue's folder is one :class:`CatalogueFile`; the files of a folder are read as one.
These types check one entry at a time. What needs several entries at once (dangling references, ids
used twice) is checked in :mod:`mi_trip.catalogue.links`. The JSON Schema of ``mi-trip catalogue schema`` is made from them.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from mi_trip.catalogue.clock import LONGEST_HOURS, clock_text, date_of, hours_text, minutes_of, month_day
from mi_trip.catalogue.text import clean, did_you_mean, shown

ID = r"^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$"

LONGEST_ID = 80

Id = Annotated[str, Field(pattern=ID, max_length=LONGEST_ID)]
Text = Annotated[str, Field(max_length=2000), AfterValidator(clean), Field(min_length=1)]
Clock = Annotated[str, BeforeValidator(clock_text), Field(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]
Hours = Annotated[str, BeforeValidator(hours_text), Field(max_length=LONGEST_HOURS)]
Day = Annotated[datetime.date, BeforeValidator(date_of)]
Minutes = Annotated[int, Field(ge=0, le=48 * 60)]
Money = Annotated[int, Field(ge=0, le=10_000_000)]
Degrees = Annotated[float, Field(allow_inf_nan=False)]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["drive", "ferry", "train", "bus", "boat", "gondola", "flight", "walk", "taxi"]
Difficulty = Literal["easy", "medium", "hard"]
MonthDay = Annotated[str, BeforeValidator(month_day)]


def _country(code: str) -> str:
    """A country whose public holidays the evaluator of opening hours knows."""
    from opening_hours import OpeningHours, UnknownCountryError  # type: ignore[attr-defined]  # its stub lacks the error

    try:
        OpeningHours("PH off", country=code)
    except UnknownCountryError:
        raise ValueError(f"no public holidays are known of a country {shown(code)}") from None
    return code


def _timezone(name: str) -> str:
    """A time zone of the IANA database."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise ValueError(f"unknown time zone {shown(name)}{did_you_mean(name, sorted(available_timezones()))}") from None
    return name


def is_id(text: str) -> bool:
    """Whether a text may be an id."""
    return len(text) <= LONGEST_ID and re.fullmatch(ID, text) is not None


class Entry(BaseModel):
    """Something written in a catalogue: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Sourced(Entry):
    """A fact of the world: where it is from, how sure it is and when it was looked at."""

    source: list[Id] = Field(min_length=1, description="ids from the `sources` table")
    confidence: Confidence = "medium"
    checked: Day | None = Field(default=None, description="when it was last checked; the catalogue's own date when left out")
    note: Text | None = None


class Source(Entry):
    """Where facts come from."""

    text: Text
    url: Annotated[Text, Field(pattern=r"^https?://\S+$", max_length=500)] | None = None


class Price(Entry):
    """What something costs: per adult and child, and once for the whole party (``group``)."""

    adult: Money = 0
    child: Money | None = Field(default=None, description="below the catalogue's `child_under`; left out: the adult's, shown with ≈")
    group: Money = Field(default=0, description="once for the party, such as parking or a car's toll")
    estimate: bool = False
    basis: Text | None = Field(default=None, description="where the figure is from, or how it was guessed")


class Fare(Entry):
    """What a ride costs: per person, and per car when one takes it along."""

    adult: Money = 0
    child: Money | None = None
    car: Money = Field(default=0, description="a car below 6 m")
    group: Money = Field(default=0, description="once for the party, such as a taxi")
    driver_included: bool = Field(default=False, description="the car's fare covers its driver")
    estimate: bool = False
    basis: Text | None = None

    @model_validator(mode="after")
    def _driver_pays_at_most_the_car(self) -> Self:
        if self.driver_included and self.car < self.adult:
            raise ValueError("'driver_included', but the car costs less than an adult")
        return self


class Booking(Entry):
    """What must be arranged beforehand, and with whom."""

    need: Literal["optional", "recommended", "required"]
    days_before: Annotated[int, Field(ge=0, le=730)] | None = Field(default=None, description="book at the latest this many days before")
    who: Text | None = None
    web: Text | None = None
    phone: Text | None = None
    note: Text | None = None


class BeThere(Entry):
    """Minutes to be there before a departure or a start, by season where they differ."""

    minutes: Minutes
    why: Text
    on: Hours | None = Field(default=None, description="the days it holds; left out: every day. The first that fits counts")


class Scene(Entry):
    """What a place has to do with a film."""

    film: Id
    relation: Literal[
        "shot_here", "cast_base", "cast_visit", "exhibit", "view_of_location", "production_story", "background", "themed_activity"
    ]
    scene: Text
    source: list[Id] = []


class Stay(Entry):
    """A bed: that one can sleep at a location, when, and for how much."""

    name: Text | None = None
    room: Money = Field(description="a double room for one night")
    estimate: bool = False
    basis: Text | None = None
    open: Hours = Field(default="24/7", description="arrival dates on which it is open")
    booking: Booking | None = None


class CarHire(Entry):
    """A place where cars are hired and handed back."""

    handover: Minutes = 30
    city: Text = Field(description="handing back in another city costs the one-way fee")
    who: Text | None = None


class Location(Sourced):
    """A named point."""

    id: Id
    name: Text
    also: list[Text] = Field(default=[], description="other names people use")
    kind: Text
    area: Id
    at: tuple[Annotated[Degrees, Field(ge=-90, le=90)], Annotated[Degrees, Field(ge=-180, le=180)]] = Field(
        description="[latitude, longitude], WGS84", strict=False
    )
    precision: Confidence = Field(default="medium", description="high: within 300 m; medium: within 1.5 km; low: approximate")
    municipality: Text | None = None
    region: Text | None = None
    stay: Stay | None = None
    car_hire: CarHire | None = None
    scenes: list[Scene] = []
    private: bool = Field(default=False, description="people live here: shown, never visited")
    unreachable: Text | None = Field(default=None, description="why no route leads here")


class History(Entry):
    """What is recorded of one year: the days on which a road was open."""

    year: Annotated[int, Field(ge=1900, le=2100)]
    open: Hours = Field(description="the days it was open that year, such as `Jun 07-Jun 16`")
    note: Text | None = None


class Season(Sourced):
    """A season that several routes and activities share, with yearly exceptions and its record."""

    id: Id
    name: Text
    open: Hours
    history: list[History] = []

    @model_validator(mode="after")
    def _years_once(self) -> Self:
        years = [record.year for record in self.history]
        for year in years:
            if years.count(year) > 1:
                raise ValueError(f"'history' records {year} twice")
        return self


class Service(Entry):
    """Departures on some days: exact or assumed times, or a frequency between a first and a last."""

    on: Hours = Field(default="24/7", description="an opening_hours day selector, such as `Jun-Aug Mo-Fr; PH off`")
    start: Id | None = Field(default=None, alias="from", description="one end of the route; left out: from either end alike")
    times: list[Clock] = []
    every: Annotated[int, Field(ge=1, le=1440)] | None = None
    first: Clock | None = None
    last: Clock | None = Field(default=None, description="before `first`: after midnight")
    estimate: bool = Field(default=False, description="times: assumed; every: the minute is unknown, a whole interval is waited")
    basis: Text | None = None

    @model_validator(mode="after")
    def _times_or_every(self) -> Self:
        if bool(self.times) == (self.every is not None):
            raise ValueError("give either 'times' or 'every' with 'first' and 'last'")
        if self.every is not None and (self.first is None or self.last is None):
            raise ValueError("'every' needs 'first' and 'last'")
        if self.times and (self.first or self.last):
            raise ValueError("'first' and 'last' go with 'every'")
        return self


class Route(Sourced):
    """An edge between two locations."""

    id: Id
    name: Text
    mode: Mode
    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    one_way: bool = False
    road: Text | None = None
    km: Annotated[float, Field(ge=0, le=20_000)] | Literal["estimate"]
    minutes: Annotated[int, Field(ge=1, le=48 * 60)] | Literal["estimate"]
    estimate: bool = Field(default=False, description="the kilometres or minutes are a guess")
    cars: bool | None = Field(default=None, description="takes cars; left out: drives and ferries do, the rest not")
    foot: bool | None = Field(default=None, description="can be used without a car of one's own; left out: all but drives can")
    season: Id | None = None
    open: Hours = "24/7"
    departures: list[Service] = []
    be_there: list[BeThere] = []
    fare: Fare = Fare()
    toll: Price | None = Field(default=None, description="per car, as `group`")
    toll_at: Id | None = Field(default=None, description="the end at which it is taken; left out: from either end alike")
    booking: Booking | None = None
    lunch: Literal["inside"] | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"ends where it starts, at {shown(self.start)}")
        return self


class OnFoot(Entry):
    """The walking inside an activity."""

    km: Annotated[float, Field(ge=0, le=200)] | None = None
    ascent_m: Annotated[int, Field(ge=0, le=9000)] | None = None
    minutes: Minutes | None = None


class Starts(Entry):
    """The times at which an activity starts."""

    on: Hours = "24/7"
    times: list[Clock] = Field(min_length=1)
    estimate: bool = False


class Activity(Sourced):
    """Something to do: at a location, or from one to another along routes."""

    id: Id
    name: Text
    also: list[Text] = []
    at: Id | None = None
    start: Id | None = Field(default=None, alias="from")
    end: Id | None = Field(default=None, alias="to")
    rides: list[Id] = Field(default=[], description="the routes a journey rides, in order from `from` to `to`")
    one_way: bool = Field(default=False, description="a journey that counts only from `from` to `to`")
    area: Id | None = Field(default=None, description="left out: the area of the location")
    tags: list[Id] = Field(min_length=1)
    rating: Annotated[int, Field(ge=1, le=5)]
    why: Text = Field(description="the reason for the rating")
    minutes: Annotated[int, Field(ge=5, le=16 * 60)] | None = Field(default=None, description="left out for a journey: that of its routes")
    season: Id | None = None
    open: Hours = Field(default="24/7", description="season and hours: the activity lies wholly inside")
    starts: list[Starts] = []
    daylight: bool = False
    on_request: bool = Field(default=False, description="no fixed hours: the operator is asked")
    price: Price = Price()
    min_age: Annotated[int, Field(ge=0, le=99)] | None = Field(default=None, description="binds everyone in the party")
    driver_age: Annotated[int, Field(ge=0, le=99)] | None = Field(default=None, description="binds the driver only")
    difficulty: Difficulty = "easy"
    on_foot: OnFoot = OnFoot()
    needs_car: bool = Field(default=False, description="cannot be done without a car of one's own")
    one_of: Id | None = Field(default=None, description="of all activities with this word at most one is done in a trip")
    booking: Booking | None = None
    be_there: list[BeThere] = []
    lunch: Literal["inside"] | None = None
    weather: Literal["low", "medium", "high"] = Field(default="medium", description="how much it suffers from bad weather")
    scenes: list[Scene] = []

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.at is None) == (self.start is None and self.end is None):
            raise ValueError("give either 'at', or 'from' and 'to' with 'rides'")
        if self.at is None and not (self.start and self.end and self.rides):
            raise ValueError("a journey needs 'from', 'to' and 'rides'")
        if self.at is not None and self.minutes is None:
            raise ValueError("'minutes' is missing")
        if self.at is None and self.minutes is not None:
            raise ValueError("a journey takes as long as its routes: leave 'minutes' out")
        return self


class Area(Entry):
    """A named group of locations: what people call a place."""

    id: Id
    name: Text
    also: list[Text] = []
    note: Text | None = None


class Film(Sourced):
    """A film whose scenes the catalogue places."""

    id: Id
    title: Text
    also: list[Text] = []
    released: Day


class Claim(Entry):
    """Reports that disagree: each said, with who says it."""

    says: Text
    source: list[Id] = Field(min_length=1)


class Disagreement(Entry):
    """A question on which the sources differ; given as such."""

    about: Id = Field(description="a location, activity, route or film")
    question: Text
    claims: list[Claim] = Field(min_length=2)
    use: Text | None = Field(default=None, description="what the catalogue itself uses, and why")


class Pace(Entry):
    """How full a day may be."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    lunch: Minutes
    driving: Minutes = Field(description="minutes at the wheel a day")
    visits: Annotated[int, Field(ge=0, le=50)] = Field(description="visits of 45 minutes and more a day")
    strenuous: Literal["one_a_day", "every_other_day"]

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if minutes_of(self.end) <= minutes_of(self.start):
            raise ValueError(f"the day ends at {self.end}, before it starts at {self.start}")
        return self


class Paces(Entry):
    """The three paces."""

    relaxed: Pace
    balanced: Pace
    packed: Pace


class Constant(Entry):
    """A number of the score, with its reason."""

    value: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    why: Text


class ScoreRules(Entry):
    """The numbers of the score (points)."""

    ratings: list[Annotated[int, Field(ge=0, le=1000)]] = Field(min_length=5, max_length=5, description="points of the ratings 1 to 5")
    ratings_why: Text
    per_hour_on_the_way: Constant
    per_change_of_bed: Constant
    per_1000: Constant = Field(description="points per 1,000 of the currency")
    pull: Constant = Field(description="towards the recommended order of areas")
    interests: dict[Id, Constant] = Field(default={}, description="weight of a tag when nothing else is asked")


class Fuel(Sourced):
    """What driving burns."""

    litres_per_100_km: Annotated[float, Field(ge=0, le=100)]
    per_litre: Annotated[float, Field(ge=0, le=1000)]
    estimate: bool = False


class Hire(Sourced):
    """What a hired car costs."""

    per_day: Money = Field(description="per started 24 hours")
    one_way_fee: Money
    estimate: bool = False


class Estimates(Sourced):
    """How the kilometres and minutes of a route are guessed when it says `estimate`."""

    detour: Annotated[float, Field(ge=1, le=5)] = Field(description="road km per straight km")
    km_per_hour: Annotated[float, Field(gt=0, le=1000)]


class Header(Sourced):
    """What holds for the whole catalogue."""

    id: Id
    title: Text
    checked: Day = Field(description="when the catalogue was last checked, where an entry does not say otherwise")
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(_country)]
    timezone: Annotated[Text, AfterValidator(_timezone)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    start: Id
    end: Id
    date: MonthDay = Field(description="the default first day, such as `Jun 22`")
    bounds: tuple[Degrees, Degrees, Degrees, Degrees] = Field(
        description="[south, west, north, east] that hold every location", strict=False
    )
    child_under: Annotated[int, Field(ge=0, le=30)] = 16
    tour: list[Id] = Field(default=[], description="areas in the order of the recommended tour")
    paces: Paces
    score: ScoreRules
    fuel: Fuel
    hire: Hire
    estimates: Estimates | None = None


class CatalogueFile(Entry):
    """One YAML file of a catalogue. Exactly one file of the folder has the header, under `catalogue`."""

    catalogue: Header | None = None
    sources: dict[Id, Source] = {}
    areas: list[Area] = []
    films: list[Film] = []
    seasons: list[Season] = []
    locations: list[Location] = []
    routes: list[Route] = []
    activities: list[Activity] = []
    disagreements: list[Disagreement] = []
