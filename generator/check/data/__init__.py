"""Rules of sound data: each is a generator of problems."""
