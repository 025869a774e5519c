"""A handbook generator for residents' committees: one set of data, a website, a rulebook and a notice board."""

__version__ = "0.1.0"

SITE_CONFIG = "site_config.yml"
"""The file that makes a folder a handbook: the settings of its website."""

STARTED_AS = "HANDBOOK_STARTED_AS"
"""The environment variable in which whoever starts the program for somebody says what was typed to start it."""
