"""Bills, what is open, how it is paid, and the use behind them."""
