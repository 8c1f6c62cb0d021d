"""What people ask the machine to do on a round, and who of the machines is doing it."""
