"""Commands for contributors; `scripts/guide.py` is the way in."""
