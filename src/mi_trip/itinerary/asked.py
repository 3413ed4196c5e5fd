"""The request of an itinerary file, its names resolved and its demands looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.catalogue.demands import no_such_night, tag_of, too_early, too_late
from mi_trip.catalogue.names import resolve_location, resolve_night, resolve_wish
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.request import CarChoice, PaceName, Request
from mi_trip.model.saved import Mark

if TYPE_CHECKING:
    from mi_trip.catalogue.reading import Node
    from mi_trip.itinerary import schema
    from mi_trip.itinerary.telling import Mistakes
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import FixedNight, Wish


class Asking:
    """Makes a request of what a file asks; ``marks`` says where the entries of its lists stand."""

    def __init__(self, asked: schema.Asked, node: Node, catalogue: Catalogue, mistakes: Mistakes) -> None:
        self.asked, self.node, self.catalogue, self.mistakes = asked, node, catalogue, mistakes
        self.marks: dict[str, Mark] = {}

    def request(self, days: int) -> Request:
        """The request for a trip of so many days; where there are mistakes it is not whole."""
        asked, catalogue = self.asked, self.catalogue
        start = self._location("from", asked.start) or catalogue.start
        end = self._location("to", asked.end) or (start if asked.start else catalogue.end)
        self._look_at_hours(days)
        return Request(
            first_day=asked.date,
            assumed_date=asked.date_assumed,
            days=days,
            start=start,
            end=end,
            pace=PaceName(asked.pace),
            car=CarChoice(asked.car),
            party=Party(asked.adults, tuple(asked.children)),
            arrive=asked.arrive,
            depart=asked.depart,
            likes=self._likes(),
            must=self._wishes("must", asked.must),
            avoid=self._wishes("avoid", asked.avoid),
            nights=self._nights(days),
            max_difficulty=Difficulty[asked.max_difficulty.upper()],
            budget=asked.budget,
        )

    def _at(self, *path: str | int) -> Node:
        return self.node.follow(path)[0]

    def _location(self, key: str, name: str | None) -> str | None:
        if name is None:
            return None
        found = self.mistakes.unless_refused(self._at(key), resolve_location, self.catalogue, name)
        return found.id if found else None

    def _look_at_hours(self, days: int) -> None:
        arrive, depart, pace = self.asked.arrive, self.asked.depart, self.catalogue.paces[PaceName(self.asked.pace)]
        if arrive and depart and days == 1 and arrive >= depart:
            self.mistakes.at(self._at("arrive"), f"'arrive': {arrive:%H:%M} is not before 'depart' {depart:%H:%M} on a trip of one day")
            return
        if arrive and (wrong := too_late(arrive, depart, days, pace)):
            self.mistakes.at(self._at("arrive"), f"'arrive': {wrong}")
        if depart and (wrong := too_early(depart, arrive, days, pace)):
            self.mistakes.at(self._at("depart"), f"'depart': {wrong}")

    def _likes(self) -> tuple[tuple[str, float], ...]:
        likes: dict[str, float] = {}
        for name, weight in self.asked.like.items():
            at = self._at("like", name)
            self.marks[f"like.{name}"] = Mark(at.line, at.column)
            tag = self.mistakes.unless_refused(at, tag_of, self.catalogue, name)
            if tag in likes:
                self.mistakes.at(at, f"'like': the tag '{tag}' stands here twice")
            elif tag:
                likes[tag] = weight
        return tuple(likes.items())

    def _wishes(self, key: str, names: list[str]) -> tuple[Wish, ...]:
        wishes: dict[Wish, Mark] = {}
        for number, name in enumerate(names):
            at = self._at(key, number)
            wish = self.mistakes.unless_refused(at, resolve_wish, self.catalogue, name)
            if wish:
                wishes.setdefault(wish, Mark(at.line, at.column))
        self.marks |= {f"{key}.{number}": mark for number, mark in enumerate(wishes.values())}
        return tuple(wishes)

    def _nights(self, days: int) -> tuple[FixedNight, ...]:
        nights: dict[int, tuple[FixedNight, Mark]] = {}
        for number, wanted in enumerate(self.asked.nights):
            at, after = self._at("nights", number, "at"), self._at("nights", number, "after_day")
            day = wanted.after_day
            if wrong := no_such_night(day, days):
                self.mistakes.at(after, f"'after_day': {wrong}")
            elif day in nights:
                self.mistakes.at(after, f"'after_day': the night after day {day} stands here twice")
            night = self.mistakes.unless_refused(at, resolve_night, self.catalogue, wanted.at, wanted.after_day)
            if night:
                nights.setdefault(day, (night, Mark(at.line, at.column)))
        ordered = [nights[day] for day in sorted(nights)]
        self.marks |= {f"nights.{number}": mark for number, (_, mark) in enumerate(ordered)}
        return tuple(night for night, _ in ordered)
