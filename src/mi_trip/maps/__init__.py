"""The map of a trip: where the land and the sea are, how the ways run, and how both are drawn, as a picture or in a terminal."""
