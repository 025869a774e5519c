"""What is tried at random: longer by hand than in the gate; seeds are kept."""
