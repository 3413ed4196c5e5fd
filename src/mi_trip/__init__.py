"""A trip planner for the command line: day-by-day plans that hold on the ground."""

__version__ = "0.1.0"
