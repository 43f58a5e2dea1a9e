"""The event record: who did what to whom, brought in from the files of its sources."""
