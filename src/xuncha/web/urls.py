"""Every address of the office. All but the login need a user."""

from django.urls import path

from xuncha.web.views import (
    alarms,
    audit,
    checks,
    documents,
    entrance,
    findings,
    rounds,
    targets,
    unseen,
)

urlpatterns = [
    path("login/", entrance.sign_in, name="login"),
    path("logout/", entrance.sign_out, name="logout"),
    path("password/", entrance.own_password, name="password"),
    path("", rounds.home, name="home"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/targets/", targets.index, name="targets"),
    path("rounds/<int:pk>/targets/<str:code>/", targets.show, name="target"),
    path("rounds/<int:pk>/targets/<str:code>/bundle.csv", targets.bundle, name="bundle"),
    path("rounds/<int:pk>/targets/<str:code>/records/<str:record>/", targets.record, name="record"),
    path(
        "rounds/<int:pk>/targets/<str:code>/pictures/<str:subject>/",
        targets.picture,
        name="picture",
    ),
    path("rounds/<int:pk>/findings/", findings.index, name="findings"),
    path("rounds/<int:pk>/unseen/", unseen.index, name="unseen"),
    path("rounds/<int:pk>/documents/", documents.index, name="documents"),
    path("rounds/<int:pk>/documents/<str:name>", documents.download, name="document"),
    path("checks/<slug:slug>/", checks.show, name="check"),
    path("audit/", audit.index, name="audit"),
    path("alarms/", alarms.index, name="alarms"),
    path("alarms/<int:pk>/", alarms.show, name="alarm"),
]

handler404 = "xuncha.web.views.faults.not_found"
handler403 = "xuncha.web.views.faults.refused"
handler500 = "xuncha.web.views.faults.broken"
