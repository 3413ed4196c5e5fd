"""What the shell offers when a name is being typed: the ids of the catalogue with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PLACES = ("locations", "areas")
THINGS = ("areas", "locations", "activities", "routes", "films", "seasons")
WISHES = ("areas", "locations", "activities", "routes")


def ids_of(*kinds: str) -> Callable[[str], list[tuple[str, str]]]:
    """A completer over the default catalogue."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        from mi_trip.catalogue import load_catalogue
        from mi_trip.errors import MiTripError
        from mi_trip.render.facts import name_of

        try:
            world = load_catalogue()
        except MiTripError:  # a completion has nowhere to tell it
            return []
        begun = incomplete.lower()
        ids = dict.fromkeys(id_ for kind in kinds for id_ in getattr(world, kind))
        return [(id_, name_of(id_, world)) for id_ in ids if id_.startswith(begun)]

    return complete


def trip_ids(incomplete: str) -> list[str]:
    """Complete the id of a ready-made itinerary."""
    from mi_trip.catalogue.trips import shipped_trips
    from mi_trip.errors import MiTripError

    try:
        return [name for name in shipped_trips() if name.startswith(incomplete.lower())]
    except MiTripError:  # a completion has nowhere to tell it
        return []


def trips(incomplete: str) -> list[str]:
    """Complete the id of a ready-made itinerary, or the path of a file that may hold a trip."""
    from pathlib import Path

    folder = Path(incomplete) if incomplete.endswith("/") else Path(incomplete).parent
    try:
        files = sorted(str(file) for file in folder.iterdir() if file.suffix in (".yaml", ".yml", ".json"))
    except (OSError, ValueError):
        files = []
    return [*trip_ids(incomplete), *(file for file in files if file.startswith(incomplete))]


def things_and_trips(incomplete: str) -> list[tuple[str, str]]:
    """Complete what `mi-trip show` takes."""
    return [*ids_of(*THINGS)(incomplete), *((name, "itinerary") for name in trip_ids(incomplete))]


def tags(incomplete: str) -> list[str]:
    """Complete a tag."""
    from mi_trip.catalogue import load_catalogue
    from mi_trip.catalogue.demands import tags_of
    from mi_trip.errors import MiTripError

    try:
        return [tag for tag in tags_of(load_catalogue()) if tag.startswith(incomplete.lower())]
    except MiTripError:
        return []
