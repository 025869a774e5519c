"""Printed codes that never die: their numbers, host, symbols, ledger, and the pages behind them."""
