"""
The demo: people of every role and a year of a small network, told through the use-cases.

Nothing here is imported outside `manage.py load_demo` and `manage.py demo_people`.
"""
