"""The model as arrays, and the compiled loop over days that plays it."""
