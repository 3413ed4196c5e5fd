"""The itinerary file's format as types: what the YAML file may say, key by key.

An entry is checked by itself; what a name stands for is looked up in :mod:`mi_trip.itinerary.resolving`. The JSON Schema of
``mi-trip check --schema`` is made from these types.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from mi_trip.catalogue.clock import clock_text, date_of
from mi_trip.catalogue.text import clean, forbidden, shown, without_marks
from mi_trip.model.saved import tidy

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

VERSION = 1
MOST_DAYS = 60
MOST_CHOICES = 50  # a day
MOST_PEOPLE = 50
LONGEST_NAME = 200
LONGEST_LINE = 1000
LONGEST_NOTE = 20_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_TRUTH = {"yes": True, "no": False, "true": True, "false": False}
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = value.lower() if isinstance(value, str) else ""
    if word not in _TRUTH:
        raise ValueError(f"expected yes or no, not {shown(value)}")
    return _TRUTH[word]


def _day(value: object) -> datetime.date:
    day = date_of(value)
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(f"expected a year from {EARLIEST_YEAR} to {LATEST_YEAR}, not {day.year}")
    return day


def _clock(value: object) -> datetime.time:
    return datetime.time.fromisoformat(clock_text(value))


def _booked_hour(value: object) -> datetime.time | datetime.datetime | None:
    """An hour, on its own or with its date; None for `no`."""
    if isinstance(value, str):
        if found := _MOMENT.fullmatch(value):
            return datetime.datetime.combine(_day(found[1]), _clock(found[2]))
        if re.fullmatch(r"\d{1,2}:\d{2}", value):
            return _clock(value)
        if value.lower() == "no":
            return None
    if value is False:
        return None
    raise ValueError(f"expected the hour it is booked for, such as 12:00 or 2027-06-22 12:00, not {shown(value)}")


def _booked_night(value: object) -> bool | datetime.date:
    """Yes or no, or the evening's date."""
    if isinstance(value, str) and value[:1].isdigit():
        return _day(value)
    if isinstance(value, bool) or (isinstance(value, str) and value.lower() in _TRUTH):
        return _truth(value)
    raise ValueError(f"expected yes, or the evening's date such as 2027-06-22, not {shown(value)}")


def _note(text: str) -> str:
    kept = tidy(without_marks(text))
    for char in kept:
        if char != "\n" and forbidden(char):
            raise ValueError(f"contains the control character U+{ord(char):04X}: remove it")
    return kept


def _version(value: object) -> object:
    if value != VERSION or isinstance(value, bool):
        raise ValueError(f"the file says version {shown(value)}, and this mi-trip reads version {VERSION}")
    return value


_TRUE_OR_FALSE = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}
_HOUR = r"([01]?\d|2[0-3]):[0-5]\d"
_DATE = r"\d{4}-\d{2}-\d{2}"

Truth = Annotated[bool, PlainValidator(_truth), WithJsonSchema(_TRUE_OR_FALSE)]
Day = Annotated[datetime.date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DATE}$"})]
Clock = Annotated[datetime.time, PlainValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^{_HOUR}$"})]
BookedHour = Annotated[
    datetime.time | datetime.datetime | None,
    PlainValidator(_booked_hour),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": rf"^({_DATE}[ T])?{_HOUR}$"}, {"enum": ["no", False]}]}),
]
BookedNight = Annotated[
    bool | datetime.date,
    PlainValidator(_booked_night),
    WithJsonSchema({"anyOf": [*_TRUE_OR_FALSE["anyOf"], {"type": "string", "pattern": f"^{_DATE}$"}]}),
]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(clean)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(_note)]
Age = Annotated[int, Field(ge=0, le=17)]


class Part(BaseModel):
    """A part of an itinerary file: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)  # built when the first file is read


class WantedNight(Part):
    """A demand: to sleep somewhere after a day."""

    at: Name = Field(description="a place with a bed, by any of its names")
    after_day: int = Field(ge=1, description="the number of the day, from 1")


class Asked(Part):
    """What the trip must meet, as `mi-trip plan` was asked; names are ids or any name that the catalogue knows."""

    date: Day = Field(description="the first day; change it to move the whole trip")
    date_assumed: Truth = Field(default=False, description="whether nobody gave the date")
    start: Name | None = Field(default=None, alias="from", description="where the trip starts; left out: where the catalogue's trips do")
    end: Name | None = Field(default=None, alias="to", description="where it ends; left out: where it starts")
    arrive: Clock | None = Field(default=None, description="when the first day begins")
    depart: Clock | None = Field(default=None, description="when the last day ends")
    pace: Literal["relaxed", "balanced", "packed"] = Field(default="balanced", description="how full the days are")
    car: Literal["hire", "own", "none"] = Field(default="hire", description="a hired car, one's own, or none")
    adults: int = Field(default=2, ge=1, le=MOST_PEOPLE, description="how many adults travel")
    children: list[Age] = Field(default=[], max_length=MOST_PEOPLE, description="the children's ages")
    like: dict[Name, Annotated[float, Field(ge=0, le=10)]] = Field(
        default={}, description="how much the activities with a tag weigh: 2 is twice as much"
    )
    must: list[Name] = Field(default=[], max_length=100, description="what must be in the trip")
    avoid: list[Name] = Field(default=[], max_length=100, description="what must not be in it")
    nights: list[WantedNight] = Field(default=[], max_length=MOST_DAYS, description="where a night must be spent")
    max_difficulty: Literal["easy", "medium", "hard"] = Field(default="hard", description="the hardest outing that is wanted")
    budget: Annotated[int, Field(ge=0, le=999_999_999)] | None = Field(default=None, description="what the party may spend")


class Choice(Part):
    """Something to do; it may also be written as the name alone."""

    activity: Name | None = Field(default=None, description="an activity's id or name")
    ride: Name | None = Field(default=None, description="or a route's id or name: ridden for itself")
    start: Name | None = Field(default=None, alias="from", description="where a journey that goes either way begins")
    car: Truth | None = Field(default=None, description="whether the car is there; left out: it is, where it can be")
    pinned: Truth = Field(default=False, description="stays on this day when the trip is planned anew")
    booked: BookedHour = Field(default=None, description="the hour it is booked for, with the date or on this day")
    note: Note = Field(default="", description="your own words, carried into every output")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if (self.activity is None) == (self.ride is None):
            raise ValueError("give either 'activity' or 'ride'")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An entry, or the name alone."""
        return _or_name(handler.resolve_ref_schema(handler(core)), "an activity's id or name")


class Bed(Part):
    """Where a night is spent; it may also be written as the name alone."""

    at: Name = Field(description="a location's id or name")
    pinned: Truth = Field(default=False, description="stays on this evening when the trip is planned anew")
    booked: BookedNight = Field(default=False, description="yes, or the evening it is booked for")
    car: Truth | None = Field(default=None, description="whether the car stands there; left out: it does, where it can")
    note: Note = Field(default="", description="your own words, carried into every output")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An entry, or the name alone."""
        return _or_name(handler.resolve_ref_schema(handler(core)), "a location's id or name")


def _or_name(entry: dict[str, Any], name: str) -> dict[str, Any]:
    return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "description": name}, entry]}


class DayHead(Part):
    """A day without what is chosen for it."""

    note: Note = Field(default="", description="your own words, carried into every output")


class DayOfTrip(DayHead):
    """A day: what is done, in order, and the night after it."""

    do: list[Choice] | None = Field(default=None, max_length=MOST_CHOICES, description="what is done, in order")
    night: Bed | None = Field(default=None, description="where the night after it is spent; none after the last day")


class Quality(Part):
    """How good the plan was when it was saved; it holds as long as the request and the catalogue are the same."""

    bound: Annotated[float, Field(allow_inf_nan=False)] = Field(description="no plan for the request scores more, in points")
    proved: Truth = Field(default=False, description="whether nothing is better")
    of: Name = Field(description="a fingerprint of the request and the catalogue")


class Head(Part):
    """What stands in the file besides the request and the days."""

    itinerary: Annotated[Literal[1], BeforeValidator(_version)] = Field(description="the version of the format")
    catalogue: Name = Field(description="the catalogue's id, or a path")
    title: Line = Field(default="", description="what the trip is called, in every output")
    travellers: list[Line] = Field(default=[], max_length=MOST_PEOPLE, description="who travels, in every output")
    note: Note = Field(default="", description="your own words about the whole trip")
    quality: Quality | None = Field(default=None, description="written by mi-trip; may be left out")
    car_at_end: Truth | None = Field(default=None, description="whether the trip ends with the car; left out: it does, where it can")


class ItineraryFile(Head):
    """An itinerary: the request and the choices of a trip, without clock times."""

    request: Asked = Field(description="what the trip must meet")
    days: list[DayOfTrip] = Field(min_length=1, max_length=MOST_DAYS, description="the days in order; the first is on the request's date")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    made = ItineraryFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "An itinerary of mi-trip"}
