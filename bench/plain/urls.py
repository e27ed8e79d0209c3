from bench.views import urlpatterns

__all__ = ["urlpatterns"]
