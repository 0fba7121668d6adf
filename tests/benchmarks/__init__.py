"""Measurements, run by name (`make bench`), never part of the test run. What is measured is printed and kept, not asserted."""
