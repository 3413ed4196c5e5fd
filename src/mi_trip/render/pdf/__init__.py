"""The road book on paper, in A4: what it says, set by Typst with the template beside."""

from mi_trip.render.pdf.road_book import plan_pdf

__all__ = ["plan_pdf"]
