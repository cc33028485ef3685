"""Everything in the terminal: the desk and the `readout` command."""
