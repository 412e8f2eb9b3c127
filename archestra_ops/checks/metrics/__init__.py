"""Are the metrics there, all of them, and right?"""
