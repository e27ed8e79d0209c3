"""Whether this house may send anything outside: it knows its own past, and it is the only one."""
