"""The desk: the Textual app that shows briefings in panes."""
