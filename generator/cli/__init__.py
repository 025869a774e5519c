"""The command line, one file for each command, and the plugin for MkDocs."""
