"""Frontdesk: the front desk of an office that keeps its appointments over a call."""
