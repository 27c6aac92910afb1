"""Tables: what the site keeps, one table (with its children) to a file."""
