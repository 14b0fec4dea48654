"""Answers in other people's formats: pure serialisers."""
