"""A handbook generator for residents' committees: one set of data, a website, a rulebook and a notice board."""

__version__ = "0.1.0"
