"""The compiled kernel: counter-based draws and the day loop."""
