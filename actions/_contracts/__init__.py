"""Contracts: leaving, moving, and the offers that would continue them."""
