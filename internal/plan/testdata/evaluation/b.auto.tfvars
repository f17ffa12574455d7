converted = 2
