"""Who is there when: the days of a year, the roster, and whether all hours are covered."""
