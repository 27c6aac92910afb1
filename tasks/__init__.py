"""Background work: a task is a few lines over a rule, takes ids, and may run twice."""
