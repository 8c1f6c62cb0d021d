"""The yearly assessment: its years, its regions, a region's ledger, and entering what was found."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, Result
from xuncha.office.assess import assessing, report
from xuncha.office.assess.assessing import RegionResult
from xuncha.office.assess.models import Assessment
from xuncha.office.people.rights import Right
from xuncha.web.doors import needs

RESULTS = (Result.HIT, Result.CLEAR, Result.EXEMPT)


@needs(Right.SEE_PAPERS, post=Right.DECIDE)
def index(request: HttpRequest) -> HttpResponse:
    """The years there are; a person who decides opens a new one."""
    if request.method == "POST" and request.user.may(Right.DECIDE):
        try:
            year = int(request.POST.get("year", "0") or 0)
            made = assessing.open_assessment(request.user.office, year, request.user)
        except (ValueError, XunchaError) as fault:
            said = str(fault) if isinstance(fault, XunchaError) else "请填写四位年份"
            messages.error(request, said)
            return redirect("assessments")
        return redirect("assessment", year=made.year)
    rows = Assessment.objects.visible_to(request.user)
    context = {"rows": rows, "year": timezone.localdate().year - 1}
    return render(request, "web/assessments.html", context)


@needs(Right.SEE_PAPERS, post=Right.DECIDE)
def show(request: HttpRequest, year: int) -> HttpResponse:
    """Every region of a year with its result."""
    assessment = _own(request, year)
    rows = [
        {"result": one, "conclusion": report.conclusion(one), "open": _open(one)}
        for one in assessing.results(assessment)
    ]
    return render(request, "web/assessment.html", {"assessment": assessment, "rows": rows})


@needs(Right.SEE_PAPERS, post=Right.DECIDE)
def show_region(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """A region's ledger; a person who decides enters what was found."""
    assessment = _own(request, year)
    if request.method == "POST":
        _enter(request, assessment, region)
        return redirect("assessed-region", year=year, region=region)
    found = _region(assessment, region)
    sections = [
        (heading, [(item, report.state_of(item)) for item in found.items if item.kind is kind])
        for heading, kind in report.SECTIONS
    ]
    context = {
        "assessment": assessment,
        "result": found,
        "conclusion": report.conclusion(found),
        "sections": sections,
        "results": [(one.value, LABELS[one]) for one in RESULTS],
    }
    return render(request, "web/assessed_region.html", context)


@needs(Right.SEE_PAPERS, post=Right.DECIDE)
def document(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """A region's report as a DOCX."""
    assessment = _own(request, year)
    raw = report.docx_of(assessment, _region(assessment, region))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    response = HttpResponse(raw, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="assessment-{year}.docx"'
    return response


def _own(request: HttpRequest, year: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user), year=year)


def _region(assessment: Assessment, name: str) -> RegionResult:
    found = assessing.result_of(assessment, name)
    if found is None:
        raise Http404
    return found


def _open(result: RegionResult) -> int:
    return sum(item.is_open for item in result.items)


def _enter(request: HttpRequest, assessment: Assessment, name: str) -> None:
    said = request.POST
    number = said.get("count", "").strip()
    try:
        finding = assessing.Finding(
            name,
            said.get("indicator", "")[:40],
            Result(said.get("result", "")),
            said.get("note", "")[:1000],
            int(number) if number.isdecimal() and len(number) <= 6 else None,
        )
        assessing.enter(assessment, finding, request.user)
        messages.success(request, f"已记下 {finding.indicator}。")
    except XunchaError as fault:
        messages.error(request, str(fault))
    except ValueError:
        messages.error(request, "请选择结果")
