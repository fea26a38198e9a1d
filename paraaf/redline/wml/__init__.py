"""WordprocessingML: its names, its revision marks, and a Word file's parts that hold it."""
