"""Whether a scenario is complete, well sourced and stable."""
