"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from .connections import close_with_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
connection_created.connect(close_with_thread)
