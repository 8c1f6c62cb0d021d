"""Every address of the office. All but the login need a user."""

from django.urls import path

from xuncha.web.views import (
    alarms,
    allowances,
    assess,
    audit,
    checks,
    documents,
    entrance,
    findings,
    forms,
    incidents,
    notices,
    rounds,
    rules,
    sheets,
    targets,
    unseen,
    wordlists,
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
    path(
        "rounds/<int:pk>/targets/<str:code>/findings/<str:fingerprint>/",
        findings.places,
        name="places",
    ),
    path("rounds/<int:pk>/findings/", findings.index, name="findings"),
    path("rounds/<int:pk>/incidents/", incidents.index, name="incidents"),
    path("rounds/<int:pk>/forms/", forms.index, name="forms"),
    path("rounds/<int:pk>/forms/<str:form>/", forms.show, name="form"),
    path("rounds/<int:pk>/forms/<str:form>/table.xlsx", forms.table, name="form-table"),
    path("rounds/<int:pk>/targets/<str:code>/forms/<str:form>/", sheets.show, name="sheet"),
    path(
        "rounds/<int:pk>/targets/<str:code>/forms/<str:form>/print/",
        sheets.printed,
        name="sheet-print",
    ),
    path(
        "rounds/<int:pk>/targets/<str:code>/forms/<str:form>/pictures/<str:sha256>/",
        sheets.picture,
        name="sheet-picture",
    ),
    path("rounds/<int:pk>/unseen/", unseen.index, name="unseen"),
    path("rounds/<int:pk>/notice/", notices.show, name="notice-preview"),
    path("rounds/<int:pk>/documents/", documents.index, name="documents"),
    path("rounds/<int:pk>/documents/<str:name>", documents.download, name="document"),
    path("checks/<slug:slug>/", checks.show, name="check"),
    path("wordlists/", wordlists.index, name="wordlists"),
    path("wordlists/<str:kind>/", wordlists.show, name="wordlist"),
    path("wordlists/<str:kind>/draft/", wordlists.draft, name="wordlist-draft"),
    path("wordlists/<str:kind>/versions/<int:number>/", wordlists.version, name="wordlist-version"),
    path(
        "wordlists/<str:kind>/versions/<int:number>.xlsx",
        wordlists.download,
        name="wordlist-download",
    ),
    path("allowances/", allowances.index, name="allowances"),
    path("rules/", rules.index, name="rules"),
    path("rules/<str:rule>/", rules.show, name="rule"),
    path("assess/", assess.index, name="assessments"),
    path("assess/<int:year>/", assess.show, name="assessment"),
    path("assess/<int:year>/<str:region>/", assess.show_region, name="assessed-region"),
    path("assess/<int:year>/<str:region>/report.docx", assess.document, name="assessed-document"),
    path("audit/", audit.index, name="audit"),
    path("alarms/", alarms.index, name="alarms"),
    path("alarms/<int:pk>/", alarms.show, name="alarm"),
]

handler400 = "xuncha.web.views.faults.unreadable"
handler404 = "xuncha.web.views.faults.not_found"
handler403 = "xuncha.web.views.faults.refused"
handler500 = "xuncha.web.views.faults.broken"
