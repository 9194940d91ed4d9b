"""QTI 1.2, 2.1, 2.2 and 3.0: bare XML, packages and Common Cartridges in, packages of QTI 2.1 out."""
