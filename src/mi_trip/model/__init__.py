"""The nouns of the program: what a catalogue holds, what a traveller asks, what a plan is.

Times are naive datetimes in the catalogue's own time zone, money is whole units of its currency.
"""
