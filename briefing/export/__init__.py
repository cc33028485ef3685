"""A briefing goes out: as text, as Markdown, as a quotation to paste."""
