"""The whole of Kith on one machine: started, kept running, ended. Needs no Django."""
