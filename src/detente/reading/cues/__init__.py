"""Which effects a clause may stand for: cues in each language, kept beside the effects as data."""
