"""Other tools on the file, with the rules and into the table that the benchmark `load` has."""
