"""What this room asks of others over the network."""
