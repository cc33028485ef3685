"""The `readout` command line, which never imports the desk."""
