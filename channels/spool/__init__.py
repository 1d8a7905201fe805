"""What providers hand over: kept as it came before they are told so, read afterwards."""
