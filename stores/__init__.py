"""Where briefings are kept."""
