"""Customers who bring others: how they rise, whom they serve, who encouraged whom."""
