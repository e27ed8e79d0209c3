"""The telco's base products, their versions and prices, and the corridors sellers price in."""
