"""What the program costs, measured in one run beside a bare loop and Hugo: `python -m tests.benchmarks`."""
