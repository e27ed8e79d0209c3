"""What came on the company's bank account: read from the bank's files, and given to the bills."""
