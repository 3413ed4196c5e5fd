"""Small scenes for the tests of maps: by hand, and at random from a seed."""

from __future__ import annotations

from random import Random

from mi_trip.maps.scene import Place, Scene, Stop, Way
from mi_trip.model.route import Mode

SEA = (-150.0, 10.0)  # amid the Pacific: no coast is known there
FJORD = (6.9, 62.3)
WORDS = ("Vik", "Fjellstova", "Nedre Utsikten", "The long road over the pass", "Øye (the old inn)", "Å", "一二三四", "ferjekai")


def spot_id(point):
    """What stands for the id of a location."""
    return f"{point[0]},{point[1]}"


def way(day, *points, mode=Mode.DRIVE):
    return Way(day, mode, (spot_id(points[0]), spot_id(points[-1])), tuple(points), with_car=True)


def stop(day, number, point, name="Vik", *, night=False):
    return Stop(day, number, spot_id(point), name, point, night=night)


def scene(ways=(), stops=(), places=(), title="A trip"):
    return Scene(title, tuple(ways), tuple(stops), tuple(places))


def random_scene(seed, *, days=5, spread=1.0, around=SEA):
    """Days from place to place within some degrees, each night at its end; some places close together, some far off."""
    draw = Random(seed)  # noqa: S311 - of no secret

    def near(point, reach):
        return round(point[0] + draw.uniform(-reach, reach), 4), round(point[1] + draw.uniform(-reach, reach), 4)

    ways, stops, here = [], [], near(around, spread)
    for day in range(1, days + 1):
        stops.append(stop(day, 0, here, draw.choice(WORDS)))
        for number in range(1, draw.randint(1, 6)):
            there = near(around, spread) if draw.random() < 0.5 else near(here, spread / 60)
            ways.append(way(day, here, near(here, spread / 4), there, mode=draw.choice(list(Mode))))
            here = there
            stops.append(stop(day, number, here, draw.choice(WORDS)))
        stops.append(stop(day, 9, here, draw.choice(WORDS), night=True))
    places = [Place(f"p{index}", draw.choice(WORDS), near(around, spread)) for index in range(8)]
    return scene(ways, stops, places)
