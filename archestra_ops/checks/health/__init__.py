"""Are the processes up and ready?"""
