"""Why: what holds an outcome back, what each claim is worth, which uncertainty matters."""
