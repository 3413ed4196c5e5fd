"""Prices and the people they are for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Who travels: the number of adults and the ages of the children."""

    adults: int = 2
    children: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many people."""
        return self.adults + len(self.children)

    @property
    def youngest(self) -> int:
        """The youngest age; an adult counts as 18."""
        return min((*self.children, 18))

    def counted(self, child_under: int) -> tuple[int, int]:
        """How many pay as adults and how many as children, below the given age."""
        children = sum(age < child_under for age in self.children)
        return self.size - children, children

    @property
    def rooms(self) -> int:
        """Double rooms: one per two persons, rounded up."""
        return (self.size + 1) // 2


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole units of the currency; an estimate makes every sum it is in an estimate."""

    units: int = 0
    estimate: bool = False

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.units + other.units, self.estimate or (other.estimate and other.units > 0) or False)


@dataclass(frozen=True, slots=True)
class Price:
    """What something costs: per adult, per child (the adult's, estimated, when unknown), and once for the party."""

    adult: int = 0
    child: int | None = None
    group: int = 0
    estimate: bool = False
    basis: str = ""

    @property
    def free(self) -> bool:
        """Whether nobody pays anything."""
        return not (self.adult or self.child or self.group)

    def of(self, party: Party, child_under: int) -> Amount:
        """What the party pays."""
        adults, children = party.counted(child_under)
        each = self.adult if self.child is None else self.child
        guessed = self.child is None and children > 0 and self.adult > 0
        return Amount(adults * self.adult + children * each + self.group, not self.free and (self.estimate or guessed))


@dataclass(frozen=True, slots=True)
class Fare:
    """What a ride costs: per person, once for the party (a taxi), and for a car below six metres that one takes along."""

    adult: int = 0
    child: int | None = None
    car: int = 0
    driver_included: bool = False
    estimate: bool = False
    basis: str = ""
    group: int = 0

    def of(self, party: Party, child_under: int, *, with_car: bool) -> Amount:
        """What the party pays for one ride."""
        people = Price(self.adult, self.child, self.group, self.estimate).of(party, child_under)
        if not with_car:
            return people
        driver = self.adult if self.driver_included else 0
        return Amount(people.units + self.car - driver, people.estimate or (self.estimate and self.car > 0))
