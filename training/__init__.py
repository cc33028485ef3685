"""Training of the attribution model. Not a part of the product: it needs torch and the corpus beside the checkout."""
