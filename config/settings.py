"""Settings of every installation; what a deployer may change comes from the environment (docs/deploy.md lists it)."""

import os
import sys
from pathlib import Path
from typing import Any

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    """Return a yes-or-no variable; raise ImproperlyConfigured for anything but 1, 0, true, false, yes, no."""
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}.")
    return text in {"1", "true", "yes"}


def env_int(name: str, default: int) -> int:
    """Return a whole number; raise ImproperlyConfigured for anything else."""
    text = os.environ.get(name, str(default))
    if not text.strip().isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def env_list(name: str, default: str = "") -> list[str]:
    """Return the parts of a comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Turn a libpq address, postgresql://…, into Django's dictionary."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "rehearsal"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # A persistent connection and prepared statements make a save nine times cheaper.
        "CONN_MAX_AGE": None,
        "OPTIONS": {**parts, "server_side_binding": True, "prepare_threshold": 2},
    }


# Earlier keys: what they signed and sealed still opens, and nothing new is made with them.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
if not (SECRET_KEY := os.environ.get("SECRET_KEY", "")):
    raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random text, and keep it secret.")

DEBUG = False
HTTPS = env_bool("HTTPS", True)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Where a command, which serves no request, sends people.
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
# One click enters as a demo person: for `make run` on a loopback address, where only this machine's user can click.
DEMO_ACCOUNTS = env_bool("REHEARSAL_DEMO", False)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "config",
    "people",
    "questions",
    "exams",
    "scoring",
]

MIDDLEWARE = [
    "config.watch.middleware.watched",
    "config.headers.on_every_reply",
    "config.health.answered_first",
    "config.express.for_answers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before anything looks into a form.
    "config.bodies.MeasuredFirst",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.ViewersTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.context.viewer",
                "scoring.context.unseen",
                "config.sections.section",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///rehearsal"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "config.cache.SteadyCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

# Signed cookies cost no query and need no Redis; people.models.User.session_version revokes them.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
# A cookie of this name comes from this very host, over HTTPS, whatever a neighbour of its domain sets.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "config.notices.HostBound"
SESSION_COOKIE_AGE = 14 * 24 * 3600

AUTH_USER_MODEL = "people.User"
# An e-mail address is unique whatever its case, by a constraint that this check does not look for.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
# allauth's backend is Django's with log-in by e-mail; both together would hash every wrong password twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["people.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.passwords.WithoutOurName"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "exams:home"
LOGOUT_REDIRECT_URL = "exams:home"

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "rehearsal@localhost")

ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.forms.LogInForm",
    "signup": "people.forms.SignUpForm",
    "reset_password": "people.forms.ResetPasswordForm",
    "reset_password_from_key": "people.forms.ResetPasswordKeyForm",
    "change_password": "people.forms.ChangePasswordForm",
    "reauthenticate": "people.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Rehearsal: "
# Loosely by address, since a class sits behind one; tightly by account ("key"), and tighter still by account and
# address ("…_here"), so that nobody at one address uses up what an account has elsewhere. docs/security.md explains.
ACCOUNT_RATE_LIMITS = {
    "login": "1000/m/ip",
    "login_failed": "300/m/ip,20/15m/key",
    "login_failed_here": "5/5m/key",
    "signup": "300/m/ip",
    "reset_password": "300/m/ip,10/h/key",
    "reset_password_here": "3/15m/key",
    "reset_password_from_key": "300/m/ip",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

MFA_ADAPTER = "people.second_factor.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.forms.CodeOfAppForm",
    "reauthenticate": "people.forms.CodeAgainForm",
    "activate_totp": "people.forms.NewAppForm",
    "add_webauthn": "people.forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Rehearsal"
# Where no mail is sent, nobody can confirm an address.
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_HOST
# Browsers offer passkeys without HTTPS on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_RATE_LIMITS = {"webauthn_login": "1000/m/ip"}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedFiles"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# allauth's limits count by the address that the proxy saw, not by the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# Pasted questions, and a decision on each of many.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# JSON comes from exam rooms alone; the largest honest body, 65 responses in one batch, is 12 KB.
LARGEST_ROOM_BODY = 64 * 1024
# Files for the question bank, with what a form puts around them.
LARGEST_UPLOAD_BODY = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
# Whether only those whom staff approved may own question sets and exams.
APPROVED_AUTHORS_ONLY = env_bool("APPROVED_AUTHORS_ONLY", False)

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long Redis was away, a worker comes back with it.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A task waits at most for one other and then runs itself, both for 90 s at most, before Redis may give it to another.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 5, "visibility_timeout": 300}
CELERY_TASK_IGNORE_RESULT = True
# A task that kills its worker is not taken up again at once, and for ever: the sweep finds what is left undone.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Celery would close the database's connection before and after each task; config.celery lets go of broken ones.
CELERY_DB_REUSE_MAX = sys.maxsize
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "scoring.tasks.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "invitations": {"task": "people.tasks.sweep", "schedule": 300.0, "options": {"expires": 300}},
    "uploads": {"task": "questions.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "sittings": {"task": "exams.tasks.sweep", "schedule": 300.0, "options": {"expires": 300}},
    # By the clock, since an interval begins anew with each start of beat.
    "statistics": {
        "task": "scoring.tasks.renew_statistics",
        "schedule": crontab(minute=7),
        "options": {"expires": 3600},
    },
    "retention of people": {
        "task": "people.tasks.forget_old",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "retention of exams": {
        "task": "exams.tasks.forget_old",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 3600},
    },
    "deeds": {
        "task": "people.tasks.forget_old_deeds",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 3600},
    },
}

# Queries and requests that take longer are written to the log.
SLOW_MS = env_int("SLOW_MS", 500)
# Whoever scrapes /metrics names it; without one, only this machine itself is answered there.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.watch.lines.JsonLines"},
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env_bool("LOG_JSON", True) else "text",
        }
    },
    # That a task has come says nothing beside the line that says how it ended.
    "loggers": {"celery.worker.strategy": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
