"""The WSGI application gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from xuncha.engine.domain.errors import InputError
from xuncha.office.people.outside.installation import installation
from xuncha.web.settling import settle

HALT = 3
"""The exit code by which gunicorn knows that starting the worker again would not help."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.office.settings")
application = get_wsgi_application()
try:
    installation()
except InputError as fault:
    print(fault, file=sys.stderr)
    raise SystemExit(HALT) from None
settle()
