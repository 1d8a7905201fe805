"""Changes of supplier: where one stands and what it waits for."""
