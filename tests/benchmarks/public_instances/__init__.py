"""Public instances of the orienteering problem with hotels (OPHS) and with teams and time windows (TOPTW)."""
