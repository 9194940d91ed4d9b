"""The door for the web server."""

import os

from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from . import memory
from .connections import close_with_thread, drop_what_hung_up
from .encoding import in_utf8
from .watch import slowness, tally

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = in_utf8(get_wsgi_application())
connection_created.connect(close_with_thread)
connection_created.connect(slowness.watch_queries)
request_started.connect(drop_what_hung_up)
tally.send_regularly()
memory.settle()
