"""Whether fits are as sure as they should be: simulation-based calibration.

Parameters are drawn from the prior, data are made with them, and the model is fitted to these data
under the same prior. If posteriors are right, the place of the true value within its posterior is
uniform, whatever the parameter, and 95 % of the intervals hold it (Talts et al. 2018, "Validating
Bayesian inference algorithms with simulation-based calibration", arXiv:1804.06788).
"""
