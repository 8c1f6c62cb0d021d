"""``xuncha wordlist check``: faults with their line, exit 1; unreadable files exit 2."""

import json
import subprocess
import sys

RUN = [sys.executable, "-c", "from xuncha.cli.main import run; run()", "wordlist", "check"]
ROW = ("政务云系统", "政务云平台", "统一名称")


def check(*arguments):
    return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_a_sound_file_is_counted(sheet):
    done = check(sheet(ROW))
    assert (done.returncode, done.stderr) == (0, "")
    assert "“易错词”可用 1 条，有误 0 处" in done.stdout


def test_a_fault_is_one_line_with_its_place_and_remedy(sheet):
    done = check(sheet(ROW, ("一", "二", "三")))
    assert done.returncode == 1
    assert done.stderr.strip() == "“易错词”第 3 行“错误写法”：“一”太短，容易误伤；至少 2 个字"


def test_json_is_alone_on_stdout(sheet):
    done = check(sheet(ROW, ("一", "二", "三")), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["lists"] == [{"list": "易错词", "rows": 1}]
    (fault,) = answer["faults"]
    assert (fault["row"], fault["column"]) == (3, "错误写法")


def test_a_file_that_is_missing_or_no_table_is_one_line(tmp_path, sheet):
    empty = tmp_path / "空.csv"
    empty.write_text("")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    for path in (tmp_path / "无.csv", empty, broken):
        done = check(path)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert "处理办法" in done.stderr


def proofread(text, *arguments):
    command = [*RUN[:3], "proofread", "-", "--json", *map(str, arguments)]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_a_draft_is_proofread_with_the_offices_own_lists(workbook):
    path = workbook(
        {
            "易错词": [("错误写法", "正确写法", "理由", "等级"), (*ROW, "A"), ("一", "", "", "")],
            "允许词语": [("词语",), ("签定仪式",)],
            "领导人": [("职务", "姓名", "起"), ("省长", "吴晓岚", "2021-08-01")],
        }
    )
    text = "省长吴小岚参加签定仪式，启用政务云系统。\n"
    found, said = proofread(text, "--published", "2024-09-30", "--wordlist", path)
    assert [(one["text"], one["suggestion"]) for one in found] == [
        ("吴小岚", None),
        ("政务云系统", "政务云平台"),
    ]
    assert "没有读入：“易错词”第 3 行" in said


def test_leaders_are_only_judged_by_a_list_and_a_day(workbook):
    text = "省长吴小岚出席会议。\n"
    path = workbook({"领导人": [("职务", "姓名", "起"), ("省长", "吴晓岚", "2021-08-01")]})
    assert proofread(text, "--published", "2024-09-30", "--band", "B") == ([], "")
    assert proofread(text, "--wordlist", path, "--band", "B") == ([], "")
