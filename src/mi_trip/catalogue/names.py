"""What a name that somebody typed stands for in a catalogue.

Names may be shared, and all that bear one are found. Nothing is corrected: Kristiansund is not Kristiansand.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from mi_trip.catalogue.estimate import straight_km
from mi_trip.catalogue.text import shown
from mi_trip.errors import UnknownNameError, UsageError
from mi_trip.model.request import FixedNight, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mi_trip.model.activity import Activity
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Area, Film, Location, Season
    from mi_trip.model.route import Route

    Named: TypeAlias = Area | Location | Activity | Route | Film | Season

Kind: TypeAlias = Literal["areas", "locations", "activities", "routes", "films", "seasons"]

KINDS: tuple[Kind, ...] = ("areas", "locations", "activities", "routes", "films", "seasons")
ONE: Mapping[Kind, str] = {
    "areas": "area",
    "locations": "location",
    "activities": "activity",
    "routes": "route",
    "films": "film",
    "seasons": "season",
}
NEAR_BEDS = 3
MOST_SUGGESTIONS = 3
MOST_CHOICES = 6  # ids that a sentence lists
LONGEST_NAME = 200  # characters; comparing longer ones with all names would take its time

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text as names are compared: without case, accents and punctuation, `aa` as `å` and `oe` as `ø`.

    >>> fold("Ålesund") == fold("aalesund") == fold("ALESUND")
    True
    >>> fold("Ørsta") == fold("oersta") == fold("Orsta"), fold("Øye-bru"), fold("kylling_bru")
    (True, 'oye bru', 'kylling bru')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(letters.replace("aa", "a").replace("oe", "o").split())


@dataclass(frozen=True, slots=True)
class Found:
    """All that bear a name, in the catalogue's order; ``suggestions``: names near it where nothing does."""

    areas: tuple[Area, ...] = ()
    locations: tuple[Location, ...] = ()
    activities: tuple[Activity, ...] = ()
    routes: tuple[Route, ...] = ()
    films: tuple[Film, ...] = ()
    seasons: tuple[Season, ...] = ()
    suggestions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def all(self) -> tuple[Named, ...]:
        """All of them, kind after kind."""
        return (*self.areas, *self.locations, *self.activities, *self.routes, *self.films, *self.seasons)


def find(catalogue: Catalogue, text: str, kinds: Iterable[Kind] = KINDS) -> Found:
    """All that have the text as their id, name or other name."""
    kinds = tuple(kinds)
    wanted = fold(text)
    if not wanted or len(text) > LONGEST_NAME:
        return Found()
    bearers: dict[Kind, tuple[Named, ...]] = {
        kind: tuple(named for named in _entries(catalogue, kind) if any(fold(name) == wanted for name in _names(named))) for kind in kinds
    }
    suggestions = () if any(bearers.values()) else _suggestions(catalogue, wanted, kinds)
    return Found(**bearers, suggestions=suggestions)  # type: ignore[arg-type]  # each kind has its own entries


def resolve_wish(catalogue: Catalogue, text: str) -> Wish:
    """A demand by name: any of the areas, locations, activities and routes that bear it meets it."""
    kinds: tuple[Kind, ...] = ("areas", "locations", "activities", "routes")
    found = find(catalogue, text, kinds)
    if not found:
        raise _unknown(text, kinds, found)
    bearers: tuple[Area | Location | Activity | Route, ...] = (*found.areas, *found.locations, *found.activities, *found.routes)
    as_written = (named.name for named in bearers if fold(named.name) == fold(text))
    name = next(as_written, bearers[0].name if len(bearers) == 1 else text)
    return Wish(name, *(tuple(named.id for named in getattr(found, kind)) for kind in kinds))


def resolve_location(catalogue: Catalogue, text: str) -> Location:
    """The one location that a name stands for: its own, that of an activity, or the only one of an area."""
    if text in catalogue.locations:
        return catalogue.locations[text]
    kinds: tuple[Kind, ...] = ("areas", "locations", "activities")
    found = find(catalogue, text, kinds)
    if not found:
        raise _unknown(text, ("areas", "locations"), found)
    choices = found.locations or _locations_of(catalogue, found)
    if len(choices) == 1:
        return choices[0]
    if not choices:
        raise UsageError(f"{shown(text)} has no location in this catalogue: name one")
    raise UsageError(f"{shown(text)} may be {listed_ids([location.id for location in choices])}: say which")


def resolve_night(catalogue: Catalogue, text: str, day: int) -> FixedNight:
    """A night after a day at one of the beds that a name stands for."""
    kinds: tuple[Kind, ...] = ("areas", "locations", "activities")
    found = find(catalogue, text, kinds)
    if not found:
        raise _unknown(text, ("areas", "locations"), found)
    places = tuple(dict.fromkeys((*found.locations, *_locations_of(catalogue, found))))
    beds = tuple(location.id for location in places if location.stay)
    if beds:
        return FixedNight(text, day, beds)
    raise UsageError(f"nobody can sleep at {shown(_title(found.all[0]))}: it has no bed{_beds_near(catalogue, places)}")


def wish_text(catalogue: Catalogue, wish: Wish) -> str:
    """The words that :func:`resolve_wish` turns into this wish: its name, or an id where others bear the name too."""
    ids = (*wish.areas, *wish.locations, *wish.activities, *wish.routes)
    return next((word for word in (wish.name, *ids) if _means(catalogue, word, wish)), wish.name)


def _means(catalogue: Catalogue, word: str, wish: Wish) -> bool:
    try:
        return resolve_wish(catalogue, word) == wish
    except UsageError:
        return False


def listed_ids(ids: Sequence[str]) -> str:
    """The ids as a sentence lists them, the first of many only.

    >>> listed_ids(["aksla", "museum"])
    'aksla or museum'
    """
    shown_ids = list(ids[:MOST_CHOICES])
    return _or(shown_ids) if len(ids) <= MOST_CHOICES else f"{', '.join(shown_ids)} or one of {len(ids) - MOST_CHOICES} more"


def _entries(catalogue: Catalogue, kind: Kind) -> Iterable[Named]:
    entries: Mapping[str, Named] = getattr(catalogue, kind)
    return entries.values()


def _names(named: Named) -> Iterator[str]:
    yield named.id
    yield _title(named)
    yield from getattr(named, "also", ())


def _title(named: Named) -> str:
    return str(getattr(named, "name", "") or getattr(named, "title", ""))


def _suggestions(catalogue: Catalogue, wanted: str, kinds: Iterable[Kind]) -> tuple[str, ...]:
    """Names near the wanted one, as they are written, the nearest first; of an entry its name rather than its id."""
    import difflib  # not at every start

    called: dict[str, tuple[str, str]] = {}  # folded name -> as it is written, and the folded name of its entry
    for kind in kinds:
        for named in _entries(catalogue, kind):
            for name in (_title(named), *_names(named)):
                called.setdefault(fold(name), (name, fold(_title(named))))
    near = difflib.get_close_matches(wanted, called, n=6, cutoff=0.72)
    near += sorted(name for name in called if name.startswith(wanted + " ")) if len(wanted) > 2 else []
    better = (called[name][1] if called[name][1] in near else name for name in near)
    return tuple(dict.fromkeys(called[name][0] for name in better))[:MOST_SUGGESTIONS]


def _locations_of(catalogue: Catalogue, found: Found) -> tuple[Location, ...]:
    """Where the areas and the activities are that were found."""
    areas = {area.id for area in found.areas}
    places = {place for activity in found.activities for place in (activity.start, activity.end)}
    return tuple(location for location in catalogue.locations.values() if location.area in areas or location.id in places)


def _beds_near(catalogue: Catalogue, places: tuple[Location, ...]) -> str:
    """The nearest beds as the end of a sentence, with straight lines in km."""
    if not places:
        return ""
    beds = [location for location in catalogue.locations.values() if location.stay]

    def far(bed: Location) -> float:
        return min(straight_km((bed.latitude, bed.longitude), (place.latitude, place.longitude)) for place in places)

    nearest = sorted(beds, key=far)[:NEAR_BEDS]
    return "; beds near it: " + ", ".join(f"{bed.name} ({far(bed):.0f} km)" for bed in nearest) if nearest else ""


def _unknown(text: str, kinds: Iterable[Kind], found: Found) -> UnknownNameError:
    return UnknownNameError(shown(text)[1:-1], _or([ONE[kind] for kind in kinds]), found.suggestions)


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
