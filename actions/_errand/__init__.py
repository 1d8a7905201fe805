"""What is done step by step, up to a summary and a yes: the steps, what is said beside them, and errands that wait."""
