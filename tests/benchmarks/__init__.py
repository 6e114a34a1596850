"""Measurements, run by hand or in CI as a report: never assertions."""
