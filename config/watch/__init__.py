"""What those who keep an installation see of it: log lines, figures, and whether something waits too long."""
