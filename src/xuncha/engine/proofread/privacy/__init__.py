"""Personal data in a text: numbers that prove themselves, read in what stands around them."""
