"""Load on the real thing: the figures of `make bench` (docs/performance.md says what each means)."""
