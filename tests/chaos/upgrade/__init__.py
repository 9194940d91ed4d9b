"""What the next version might bring to the tables that saves use, as docs/deploy.md allows it."""
