"""What the handbook turns into: one file for each product, and the catalogue that knows them all."""
