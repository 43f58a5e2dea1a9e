"""What people call from Python: the rooms' plain data with the methods that go on from them.

Inner rooms know nothing of this one. A scenario that is read here can be played, an ensemble
explained, a fit applied; each method calls the function of the room that does the work. A result
has a file; what leads from one to another and back is in `detente.public.play`.
"""
