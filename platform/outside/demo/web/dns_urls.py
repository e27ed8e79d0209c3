"""Under /_dns/ on the network's host, in the demo only."""

from django.urls import path

from outside.demo.web import dns

urlpatterns = [path("", dns.records, name="demo-dns")]
