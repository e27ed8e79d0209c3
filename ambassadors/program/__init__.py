"""The ladder from customer to operator: tiers, criteria, assessments, promotion cases."""
