"""Django settings of the office. What an installation may change stands in ``deployment``."""

import os
from pathlib import Path

from django.utils.functional import lazy

from xuncha.office.deployment import database, deployment, secret_key

DEPLOYMENT = deployment()
XUNCHA_HOME = DEPLOYMENT.home.absolute()

SECRET_KEY = lazy(lambda: secret_key(DEPLOYMENT), str)()
DEBUG = DEPLOYMENT.debug
ALLOWED_HOSTS = DEPLOYMENT.hosts

IS_TESTING = "PYTEST_VERSION" in os.environ
DATABASES = {
    "default": database(
        (IS_TESTING and DEPLOYMENT.test_database_url) or DEPLOYMENT.database_url, XUNCHA_HOME
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "xuncha.office.people",
    "xuncha.office.registry",
    "xuncha.office.wordlists",
    "xuncha.office.casework",
    "xuncha.office.jobs",
    "xuncha.office.forms",
    "xuncha.office.rectification",
    "xuncha.office.notices",
    "xuncha.office.papers",
    "xuncha.office.assess",
    "xuncha.office.reminders",
    "xuncha.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "xuncha.web.settling.CollectedOnce",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xuncha.web.sessions.SessionEnd",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xuncha.web.policy.ContentSecurityPolicy",
    "xuncha.web.typed_text.TypedText",
    "xuncha.web.sent_once.SentOnce",
]

ROOT_URLCONF = "xuncha.web.urls"
WSGI_APPLICATION = "xuncha.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

VERDICT_HOLDS = ("xuncha.office.rectification.contests.held",)

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "xuncha.office.people.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {
        "NAME": "xuncha.office.people.passwords.UnlikeTheName",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "xuncha.office.people.passwords.Uncommon"},
    {"NAME": "xuncha.office.people.passwords.NotOnlyDigits"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

FILE_UPLOAD_HANDLERS = [
    "xuncha.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_AGE = DEPLOYMENT.session_hours * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = DEPLOYMENT.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = DEPLOYMENT.https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = DEPLOYMENT.https
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
