"""An article that is read on the page: kept with its decisions, shown, made into a scenario."""
