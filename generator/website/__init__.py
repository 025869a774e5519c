"""Everything the public website says, as finished bytes, and MkDocs, which writes and previews them."""
