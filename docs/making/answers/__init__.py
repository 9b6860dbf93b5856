"""What only the website needs of the library: the tables and forms for the phone, the tool, the printed dates."""
