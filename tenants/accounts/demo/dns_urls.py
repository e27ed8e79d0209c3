"""Under /_dns/ on the network's host, in the demo only."""

from django.urls import path

from tenants.accounts.demo import dns

urlpatterns = [path("", dns.records, name="demo-dns")]
