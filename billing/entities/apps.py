from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    """
    Who sells by law, and which number is whose.

    One company sells in many shops, and its numbers run through all of them: they are counted on
    the public side, where no tenant's role reads or writes anything.
    """

    name = "billing.entities"
    label = "entities"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("entities_entitydetails", "entities_document")
