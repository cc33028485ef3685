"""Feeds come in: RSS, Atom and JSON Feed, the pages that offer them, and the lists that readers keep of them."""
