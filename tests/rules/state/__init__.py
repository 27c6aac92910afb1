"""The state test of reporting: real rules on a real database, and beside them a model in plain Python."""
