"""
A small operator's network that runs beside Kith, in a process of its own.

It speaks in the manner of TMF640 and uses the standard library only. What it is asked to do is
kept in one SQLite file; how it should misbehave is set through `/_control`.
"""
