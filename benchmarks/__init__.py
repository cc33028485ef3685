"""Figures, each beside its reference, in one run."""
