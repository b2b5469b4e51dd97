"""How the guide reads: one module a kind of page part. Records in, Markdown out; no view reads a file."""
