from_file = ["x", "y"]
converted = "1"
