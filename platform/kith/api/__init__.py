"""One way in for programs: how every resource of the API is read, narrowed, shown and refused."""
