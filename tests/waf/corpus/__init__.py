"""Attacks, written by hand."""
