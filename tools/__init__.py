"""Tools of the repository; they do not ship with the package."""
