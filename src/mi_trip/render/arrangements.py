"""What has to be arranged for an event of a plan, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.model.place import Booking
from mi_trip.model.plan import Handover, Night, Travel, Visit
from mi_trip.render import words

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event


def arrangement(event: Event, catalogue: Catalogue) -> Booking | None:
    """What has to be arranged for the event; of several things the first."""
    asked: list[Booking | None] = []
    match event:
        case Visit():
            asked = [event.activity.booking, *(ride.route.booking for ride in event.rides)]
        case Travel():
            asked = [ride.route.booking for ride in event.rides]
        case Night() if stay := catalogue.locations[event.location].stay:
            asked = [stay.booking]
        case Handover() if hire := catalogue.locations[event.location].car_hire:
            asked = [Booking("required", who=hire.who)]
        case _:
            pass
    return next((booking for booking in asked if booking), None)


def contact(booking: Booking) -> str:
    """With whom to arrange it, and where."""
    return ", ".join(told for part in (booking.who, booking.web, booking.phone) if (told := words.plain(part)))
