"""What one person wants done, and a second one decides: kept until it is decided, and after."""
