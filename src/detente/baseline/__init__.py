"""The coefficients drawn, and the baseline α with which each draw plays its rate."""
