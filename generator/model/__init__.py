"""What a handbook is: frozen facts, as their authors wrote them, without any input or output."""
