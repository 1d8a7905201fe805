"""Orders: what can be had, what one is made of, and what is said to it."""
