"""Pages for printers: set, marked, folded, tiled, measured; knows no handbook and no privacy."""
