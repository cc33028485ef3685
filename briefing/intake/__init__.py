"""An article comes in: web page, file, standard input."""
