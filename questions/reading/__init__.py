"""What the formats share: sources and their text, archives, XML, HTML. No Django."""
