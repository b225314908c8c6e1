"""Finding a procedure by the words of people: words → terms → index → ranking; plain Python and numpy."""
