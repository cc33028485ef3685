"""From article text to statements, stakeholders, positions, follow-ups and a headline."""
