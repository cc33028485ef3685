"""What a briefing is, and how an article becomes one. Knows neither the disk layout nor the screen."""

__version__ = "0.1.0"
