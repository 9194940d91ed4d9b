"""Verbs on sittings: group mocks with one paper for all, and results that open for all together."""
