"""What the shipped catalogue must tell: every claim of the reference tour (Norway Adventures) and of Fjord Norway's page on the films."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from mi_trip.catalogue import load_catalogue
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

WORLD = load_catalogue()


def test_reports_that_disagree_are_all_given_with_their_sources() -> None:
    (jumps,) = (about for about in WORLD.disagreements if about.question == "How many times did Cruise jump from Helsetkopen?")
    assert [claim.says.split()[0] for claim in jumps.claims] == ["Four", "Six", "Eight"]
    poor = [about for about in WORLD.disagreements if len(about.claims) < 2 or not all(claim.sources for claim in about.claims)]
    assert poor == []


# -- each claim, the entry that carries it, and words that must be there ----------------------------------------------------------------

CLAIMS = [
    # Hellesylt
    ("a village by the Geirangerfjord in Sunnmøre, prepared for months", "hellesylt", "Geirangerfjord, Sunnmøre, months"),
    ("the jump was from Helsetkopen", "helsetkopen", "1246 m"),
    ("by motorcycle into a parachute jump, by Cruise himself", "helsetkopen", "off the cliff, parachute, Cruise did it himself"),
    ("six jumps in one day", "helsetkopen", "six times in one day"),
    ("the poster shows the place", "helsetkopen", "poster"),
    ("a guided hike; keep off the edge", "helsetkopen_guided_hike", "62°NORD Adventures, world heritage, edge, 1,246 m"),
    ("a guided e-bike ride in the valley", "hellesylt_guided_ebike", "guided e-bike, valley, parachute landed"),
    ("the landing place is seen from below", "helset_landing", "landed by parachute, from below"),
    ("half a day by e-bike is in the package", "hellesylt_ebike_rental", "half a day, package"),
    ("salmon jump in the river", "helset_landing", "salmon"),
    # Romsdalen
    ("the fight of Cruise and Esai Morales on the roof of a train", "romsdalen_line", "Cruise, Esai Morales, roof, train"),
    ("Greg Tarzan Davies, chased along the roof in his first scene", "romsdalen_line", "Greg Tarzan Davies, along the roof, first"),
    ("Europe's most beautiful railway, 1 h 40", "rauma_railway", "most beautiful, in Europe, 1 h 40 min, 1 h 20 min"),
    ("Kylling bru is blown up on the screen only, and means chicken", "kylling_bru", "blown up, screen only, chicken"),
    ("Cruise rode the path beneath again and again", "kylling_bru", "motorcycle, path below, again and again"),
    ("Trollstigen joins Åndalsnes with Valldal", "trollstigen_plateau", "joins Valldal with Åndalsnes, for cars and bicycles"),
    ("the train passes Trollveggen, Kylling bru and Reinheimen", "kylling_bru_by_train", "Trollveggen, Kylling bru, Reinheimen, Lesja"),
    ("half a day out and back", "golden_train_trip", "and back, Trollveggen, Kylling bru"),
    ("Rampestreken", "rampestreken_hike", "Rampestreken"),
    ("Romsdalseggen, and the gondola down", "romsdalseggen_traverse", "Romsdalseggen, gondola, saves, descent"),
    ("half an hour to a view of Trollveggen in Vengedalen", "litlefjellet_walk", "Vengedalen, half an hour, Trollveggen"),
    ("the via ferrata", "via_ferrata_west", "via ferrata"),
    ("the gondola", "romsdalsgondolen_ride", "gondola"),
    ("Trollveggen was a film location", "trollveggen", "shot_here"),
    # Valldal
    ("Cruise stayed here and commuted", "valldal", "Cruise stayed here, to the locations"),
    ("known for rafting, a climbing park and kayaking", "valldal", "rafting, climbing park, kayaking"),
    ("the abseil of the Zakarias dam, from 18 years, not in the film", "zakarias_abseil", "dam, Age limit 18, Not in the film"),
    ("he lived in a cabin and swam in the fjord", "valldal_fjord_swim", "cabin, swum in the fjord"),
    ("four hours of guided rafting", "valldal_rafting", "Four guided hours"),
    # Preikestolen
    ("in the southern part of Fjord Norway", "preikestolen_area", "southern part of Fjord Norway"),
    ("the walk to the plateau, 604 m, the end of Fallout, in the story Kashmir", "preikestolen_day_hike", "604 m, cliff, fallout, Kashmir"),
    ("the cliffhanger of the sixth film", "fallout", "sixth film, on Preikestolen, Kashmir"),
    # Svalbard
    ("the eighth film was shot there in 2023", "longyearbyen", "eighth film, 2023"),
    ("only film eight frightened the director more", "longyearbyen", "director, only, film eight, frightened him more"),
    ("guides are needed, flights come from Oslo or Tromsø", "svalbard_area", "guide, Oslo or Tromsø"),
    ("released as The Final Reckoning in May 2025", "final_reckoning", "The Final Reckoning, 2025-05"),
    # The way
    ("a night on a farm in Stranda", "stranda", "first night of the reference tour, farm, breakfast"),
    ("nine holes", "stranda_golf_round", "nine holes"),
    ("the ferry from Hellesylt through the Geirangerfjord", "geirangerfjord_ferry_cruise", "hellesylt_quay, geiranger_quay"),
    ("the Eagle Road with eleven hairpins", "ornevegen_drive", "Eagle Road, eleven hairpins"),
    ("a Norwegian Scenic Route, June to September", "trollstigen_plateau", "Norwegian Scenic Route, June to September"),
    ("Ålesund: art nouveau", "alesund_art_nouveau_walk", "art nouveau"),
    ("Ålesund: Aksla", "aksla_climb", "Aksla"),
    ("the airport is half an hour away", "alesund_airport", "30 minutes"),
    ("the film was released on 12 July 2023", "dead_reckoning", "2023-07-12"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "name", "words"), CLAIMS, ids=[claim for claim, _, _ in CLAIMS])
def test_every_claim_is_carried(claim: str, name: str, words: str) -> None:
    (entry,) = (kind[name] for kind in (WORLD.areas, WORLD.locations, WORLD.activities, WORLD.films) if name in kind)
    told = " | ".join(texts(entry)).casefold()
    assert [word for word in words.split(", ") if word.casefold() not in told] == []


def texts(entry: object) -> Iterator[str]:
    """All that an entry says, dates included."""
    match entry:
        case str():
            yield entry
        case date():
            yield entry.isoformat()
        case tuple():
            for part in entry:
                yield from texts(part)
        case _ if dataclasses.is_dataclass(entry):
            for field in dataclasses.fields(entry):
                yield from texts(getattr(entry, field.name))
        case _:
            pass


def test_the_claims_that_are_figures_hold() -> None:
    hike, abseil, walk = (WORLD.activities[name] for name in ("preikestolen_day_hike", "zakarias_abseil", "litlefjellet_walk"))
    assert hike.on_foot.km == 8
    assert abseil.min_age == 18
    assert walk.on_foot.duration <= timedelta(hours=1, minutes=15)
    assert WORLD.activities["valldal_rafting"].duration == timedelta(hours=4)
    assert WORLD.activities["hellesylt_ebike_rental"].duration == timedelta(hours=4)
    flights = {frozenset((route.start, route.end)) for route in WORLD.routes.values() if route.mode is Mode.FLIGHT}
    assert {frozenset((town, "longyearbyen_airport")) for town in ("oslo_airport", "tromso_airport")} <= flights
    assert WORLD.tour[0] == "alesund_area"
    assert set(WORLD.tour) >= {"stranda_area", "hellesylt_area", "valldal_area", "trollstigen_area", "romsdalen_area"}
