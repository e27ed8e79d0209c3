"""
What others may ask of settlement, by what it is about; each module says what it answers.

Asked with a party or a shop, it answers from the public side, for the one that is named.
"""
