from django.conf import settings
from django.db import models


class Deed(models.Model):
    """Something that staff or an instructor did; it stands as it was written."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="deeds")
    what = models.CharField("did", max_length=40)
    thing = models.CharField("to", max_length=60)
    facts = models.JSONField("in figures", default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by or 'nobody who is here'} {self.what}: {self.thing}"
