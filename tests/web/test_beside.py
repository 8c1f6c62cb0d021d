"""The page of a target shows both verdicts."""

from tests.web.conftest import CODE


def test_the_national_verdict_stands_beside_the_local_one(page, seen):
    text = page.get(f"/rounds/{seen.pk}/targets/{CODE}/").content.decode()
    assert "指标集“青海省政府网站和政务新媒体监测检查口径”" in text
    assert "国办口径：" in text
