"""The row that whoever carries a letter or a task changes."""

TALLY = """
CREATE TABLE bench_tally (number int PRIMARY KEY, carried int NOT NULL, carried_at timestamptz);
INSERT INTO bench_tally SELECT number, 0 FROM generate_series(1, %s) AS number;
GRANT SELECT, UPDATE ON bench_tally TO PUBLIC
"""
ACT = """
UPDATE bench_tally SET carried = carried + 1, carried_at = clock_timestamp() WHERE number = %s
"""
