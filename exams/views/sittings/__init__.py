"""Pages of group sittings: a group's list, the form, a sitting's page, and accommodations."""
