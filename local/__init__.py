"""The laptop: a stand-in for the Functions host, Front Door and Easy Auth, and a bank page to try it on.

Started with `python -m local` from the project's root. Never deployed: `.funcignore` leaves this folder at home.
"""
