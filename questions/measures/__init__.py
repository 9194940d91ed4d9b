"""How good a bank of questions is, measured from its text alone: docs/bank.md keeps the last figures."""
