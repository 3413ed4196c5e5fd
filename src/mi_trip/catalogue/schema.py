"""The catalogue's file format as types: what a YAML file may say, field by field.

Every ``*.yaml`` file directly in a catalogue's folder is one :class:`CatalogueFile`; the files of a folder are read as one.
These types check one entry at a time. What needs several entries at once (dangling references, ids
used twice) is checked in :mod:`mi_trip.catalogue.links`. The JSON Schema of ``mi-trip catalogue schema`` is made from them.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from mi_trip.catalogue.clock import clock_text, hours_text, month_day
from mi_trip.catalogue.text import clean

ID = r"^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$"

Id = Annotated[str, Field(pattern=ID, max_length=80)]
Text = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=2000)]
Clock = Annotated[str, BeforeValidator(clock_text)]
Hours = Annotated[str, BeforeValidator(hours_text), Field(max_length=1000)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=48 * 60)]
Money = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
Degrees = Annotated[float, Field(allow_inf_nan=False)]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["drive", "ferry", "train", "bus", "boat", "gondola", "flight", "walk", "taxi"]
Difficulty = Literal["easy", "medium", "hard"]
MonthDay = Annotated[str, BeforeValidator(month_day)]


class Entry(BaseModel):
    """Something written in a catalogue: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Entry):
    """A fact of the world: where it is from, how sure it is and when it was looked at."""

    source: list[Id] = Field(min_length=1, description="ids from the `sources` table")
    confidence: Confidence = "medium"
    checked: Date | None = Field(None, description="when it was last checked; the catalogue's own date when left out")
    note: Text | None = None


class Source(Entry):
    """Where facts come from."""

    text: Text
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)] | None = None


class Price(Entry):
    """What something costs: per adult and child, and once for the whole party (``group``)."""

    adult: Money = 0
    child: Money | None = Field(None, description="below the catalogue's `child_under`; left out: the adult's, shown with ≈")
    group: Money = Field(0, description="once for the party, such as parking or a car's toll")
    estimate: bool = False
    basis: Text | None = Field(None, description="where the figure is from, or how it was guessed")


class Fare(Entry):
    """What a ride costs: per person, and per car when one takes it along."""

    adult: Money = 0
    child: Money | None = None
    car: Money = Field(0, description="a car below 6 m")
    driver_included: bool = Field(False, description="the car's fare covers its driver")
    estimate: bool = False
    basis: Text | None = None


class Booking(Entry):
    """What must be arranged beforehand, and with whom."""

    need: Literal["optional", "recommended", "required"]
    days_before: Annotated[int, Field(ge=0, le=730)] | None = Field(None, description="book at the latest this many days before")
    who: Text | None = None
    web: Text | None = None
    phone: Text | None = None
    note: Text | None = None


class BeThere(Entry):
    """Minutes to be there before a departure or a start, by season where they differ."""

    minutes: Minutes
    why: Text
    on: Hours | None = Field(None, description="the days it holds; left out: every day. The first that fits counts")


class Scene(Entry):
    """What a place has to do with a film."""

    film: Id
    relation: Literal["shot_here", "cast_base", "cast_visit", "exhibit", "view_of_location", "production_story", "background", "themed_activity"]
    scene: Text
    source: list[Id] = []


class Stay(Entry):
    """A bed: that one can sleep at a location, when, and for how much."""

    name: Text | None = None
    room: Money = Field(description="a double room for one night")
    estimate: bool = False
    basis: Text | None = None
    open: Hours = Field("24/7", description="arrival dates on which it is open")
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
    also: list[Text] = Field([], description="other names people use")
    kind: Text
    area: Id
    at: tuple[Annotated[Degrees, Field(ge=-90, le=90)], Annotated[Degrees, Field(ge=-180, le=180)]] = Field(description="[latitude, longitude], WGS84")
    precision: Confidence = Field("medium", description="high: within 300 m; medium: within 1.5 km; low: approximate")
    municipality: Text | None = None
    region: Text | None = None
    stay: Stay | None = None
    car_hire: CarHire | None = None
    scenes: list[Scene] = []
    private: bool = Field(False, description="people live here: shown, never visited")
    unreachable: Text | None = Field(None, description="why no route leads here")


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


class Service(Entry):
    """Departures on some days: exact or assumed times, or a frequency between a first and a last."""

    on: Hours = Field("24/7", description="an opening_hours day selector, such as `Jun-Aug Mo-Fr; PH off`")
    start: Id | None = Field(None, alias="from", description="one end of the route; left out: from either end alike")
    times: list[Clock] = []
    every: Annotated[int, Field(strict=True, ge=1, le=1440)] | None = None
    first: Clock | None = None
    last: Clock | None = Field(None, description="before `first`: after midnight")
    estimate: bool = Field(False, description="times: assumed; every: the minute is unknown, a whole interval is waited")
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
    minutes: Annotated[int, Field(strict=True, ge=1, le=48 * 60)] | Literal["estimate"]
    estimate: bool = Field(False, description="the kilometres or minutes are a guess")
    cars: bool | None = Field(None, description="takes cars; left out: drives and ferries do, the rest not")
    foot: bool | None = Field(None, description="can be used without a car of one's own; left out: all but drives can")
    season: Id | None = None
    open: Hours = "24/7"
    departures: list[Service] = []
    be_there: list[BeThere] = []
    fare: Fare = Fare()
    toll: Price | None = Field(None, description="per car, as `group`")
    booking: Booking | None = None
    lunch: Literal["inside"] | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"ends where it starts, at {self.start!r}")
        for service in self.departures:
            if service.start not in (None, self.start, self.end):
                raise ValueError(f"departures from {service.start!r}, which is not an end of this route")
            if self.one_way and service.start == self.end:
                raise ValueError(f"departures from {service.start!r}, but the route is one way from {self.start!r}")
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
    start: Id | None = Field(None, alias="from")
    end: Id | None = Field(None, alias="to")
    rides: list[Id] = Field([], description="the routes a journey rides, in order from `from` to `to`")
    one_way: bool = Field(False, description="a journey that counts only from `from` to `to`")
    area: Id | None = Field(None, description="left out: the area of the location")
    tags: list[Id] = Field(min_length=1)
    rating: Annotated[int, Field(strict=True, ge=1, le=5)]
    why: Text = Field(description="the reason for the rating")
    minutes: Annotated[int, Field(strict=True, ge=5, le=16 * 60)] | None = Field(None, description="left out for a journey: that of its routes")
    season: Id | None = None
    open: Hours = Field("24/7", description="season and hours: the activity lies wholly inside")
    starts: list[Starts] = []
    daylight: bool = False
    on_request: bool = Field(False, description="no fixed hours: the operator is asked")
    price: Price = Price()
    min_age: Annotated[int, Field(ge=0, le=99)] | None = Field(None, description="binds everyone in the party")
    driver_age: Annotated[int, Field(ge=0, le=99)] | None = Field(None, description="binds the driver only")
    difficulty: Difficulty = "easy"
    on_foot: OnFoot = OnFoot()
    needs_car: bool = Field(False, description="cannot be done without a car of one's own")
    one_of: Id | None = Field(None, description="of all activities with this word at most one is done in a trip")
    booking: Booking | None = None
    be_there: list[BeThere] = []
    lunch: Literal["inside"] | None = None
    weather: Literal["low", "medium", "high"] = Field("medium", description="how much it suffers from bad weather")
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
    released: Date


class Claim(Entry):
    """Reports that disagree: each said, with who says it."""

    says: Text
    source: list[Id] = Field(min_length=1)


class Disagreement(Entry):
    """A question on which the sources differ; given as such."""

    about: Id = Field(description="a location, activity, route or film")
    question: Text
    claims: list[Claim] = Field(min_length=2)
    use: Text | None = Field(None, description="what the catalogue itself uses, and why")


class Pace(Entry):
    """How full a day may be."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    lunch: Minutes
    driving: Minutes = Field(description="minutes at the wheel a day")
    visits: Annotated[int, Field(ge=0, le=50)] = Field(description="visits of 45 minutes and more a day")
    strenuous: Literal["one_a_day", "every_other_day"]


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
    interests: dict[Id, Constant] = Field({}, description="weight of a tag when nothing else is asked")


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
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    timezone: Text
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    start: Id
    end: Id
    date: MonthDay = Field(description="the default first day, such as `Jun 22`")
    bounds: tuple[Degrees, Degrees, Degrees, Degrees] = Field(description="[south, west, north, east] that hold every location")
    child_under: Annotated[int, Field(ge=0, le=30)] = 16
    tour: list[Id] = Field([], description="areas in the order of the recommended tour")
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


