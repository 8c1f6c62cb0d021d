"""Generated texts: traps that only speak of marks, and documents that carry one."""

import random
from collections.abc import Callable, Iterator

LEVELS = ("绝密", "机密", "秘密")
TERMS = ("10年", "20年", "30年", "1年", "6个月", "长期", "启封前", "十年", "公布前", "")
PLACES = ("青石市", "云栖县", "呼兰省", "白河区", "临江自治州", "平川市")
OFFICES = ("人民政府办公室", "公安局", "应急管理局", "发展和改革委员会", "财政局", "委员会")
MATTERS = (
    "防汛抢险",
    "重大活动安全保卫",
    "粮食储备",
    "保密工作",
    "干部考察",
    "边境管控",
    "应急保供",
)
SORTS = ("通知", "报告", "请示", "方案", "情况通报", "意见", "函")
PROSE = (
    "会议强调，要坚持稳中求进工作总基调，统筹发展和安全，扎实做好各项工作。",
    "各单位要密切配合，加强协作，确保任务落到实处。",
    "联系人：李明，联系电话：0971-8230000。",
    "请结合实际认真贯彻执行，并于月底前将落实情况报送市政府办公室。",
)
Maker = Callable[[random.Random], list[str]]


def mark(chance: random.Random, *, spaced: bool = False) -> str:
    """A mark as the standard prints it."""
    text = f"{chance.choice(LEVELS)}★{chance.choice(TERMS)}"
    return "　".join(text) if spaced else text


def title(chance: random.Random) -> str:
    """The title of a document."""
    return (
        f"{chance.choice(PLACES)}关于做好{chance.choice(MATTERS)}有关工作的{chance.choice(SORTS)}"
    )


def number(chance: random.Random) -> str:
    """A document number."""
    return f"青政办〔{chance.randint(2015, 2026)}〕{chance.randint(1, 99)}号"


def prose(chance: random.Random) -> list[str]:
    """Two to six plain paragraphs."""
    return [chance.choice(PROSE) for _ in range(chance.randint(2, 6))]


def law(chance: random.Random) -> list[str]:
    """Publicity for the law on state secrets."""
    quoted = mark(chance)
    return [
        "保密宣传月：国家秘密的密级怎么标",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        f"书面形式的涉密载体，应当在封面或者首页作出国家秘密标志，例如“{quoted}”。",
        *prose(chance),
        "绝密级国家秘密的保密期限不超过三十年，机密级不超过二十年，秘密级不超过十年。",
    ]


def quiz(chance: random.Random) -> list[str]:
    """Examination questions about secrets."""
    return [
        "保密知识测试题",
        "1. 下列国家秘密标志形式正确的是（　）",
        f"A. {mark(chance)}",
        f"B．{chance.choice(LEVELS)}",
        f"C、{mark(chance)}",
        "2. 机密级试题在启用前的保密期限是多久？",
        "答案：C",
    ]


def options(chance: random.Random) -> list[str]:
    """A quiz whose options stand on lines of their own, without letters."""
    return [
        "保密知识竞赛",
        "以下哪一种写法符合规定？",
        *(mark(chance) for _ in range(4)),
        "参考答案：第三种",
    ]


def novel(chance: random.Random) -> list[str]:
    """Fiction."""
    start = chance.choice(
        ("档案袋的右上角盖着红字：", "封皮上赫然印着", "他翻开第一页，只见上面写着")
    )
    return [
        f"第{chance.randint(1, 90)}章 夜半来客",
        "雨下了整整一夜，老周把烟头摁灭在窗台上。",
        start,
        mark(chance),
        "关于青石行动的报告",
        "他的手微微颤抖起来。",
        *prose(chance),
    ]


def everyday(chance: random.Random) -> list[str]:
    """Words that only contain the level words."""
    words = (
        "本公司商业秘密受法律保护，未经许可不得披露。",
        "《秘密花园》★★★★★ 推荐指数",
        "机密配置★高端服务器采购项目中标公告",
        "绝密★飞行表演大赛将于国庆期间举行",
        "秘密★花园亲子绘本分享会",
        "申请人不得泄露工作秘密、商业秘密和个人隐私。",
        "★热门景点：秘密海滩、密云水库",
        "机密★",
        "★秘密★",
        "秘密",
        "机密级",
    )
    chosen = chance.sample(words, 4)
    return [f"{chance.choice(PLACES)}近日动态", *prose(chance), *chosen, *prose(chance)]


def teaching(chance: random.Random) -> list[str]:
    """The format of documents, with a sample of one."""
    name = chance.choice(("×××人民政府文件", "××市财政局文件", "某市某局文件"))
    return [
        "党政机关公文格式（GB/T 9704—2012）学习材料",
        "如需标注密级和保密期限，一般用3号黑体字，顶格编排在版心左上角第二行。",
        "图2 公文首页版式",
        "000001",
        mark(chance),
        "特急",
        name,
        "×××〔2012〕10号",
        "关于×××××××的通知",
        *prose(chance),
    ]


def lecture(chance: random.Random) -> list[str]:
    """A teaching article with a quoted sample and an explanation, nothing crossed out."""
    return [
        "公文写作课：密级怎么写",
        "公文需要定密的，密级写在左上角。示例：",
        mark(chance),
        f"{chance.choice(PLACES)}人民政府文件",
        number(chance),
        "上面的例子里，星号前面是密级，星号后面是保密的时间。",
    ]


def paper(chance: random.Random) -> list[str]:
    """A past or mock examination paper."""
    return [
        f"绝密★{chance.choice(('启用前', '启封前', '考试结束前'))}",
        f"{chance.randint(2010, 2025)}年普通高等学校招生全国统一考试（模拟）",
        chance.choice(("语文试题", "理科综合能力测试试卷", "英语试卷")),
        "注意事项：答题前，考生务必将姓名、准考证号填写在答题卡上。",
        "1. 下列词语中加点字的读音，完全正确的一组是（　　）",
    ]


def levels(chance: random.Random) -> list[str]:
    """A table of levels and their terms."""
    rows = [f"{level}★{years}年" for level, years in zip(LEVELS, (30, 20, 10), strict=True)]
    chance.shuffle(rows)
    return [
        "国家秘密的保密期限一览",
        "密级和保密期限",
        *rows,
        "依据：《中华人民共和国保守国家秘密法》",
    ]


def archive(chance: random.Random) -> list[str]:
    """Documents an archive publishes after their secrecy ended."""
    return [
        "解密档案选登：1956年粮食统购文件",
        "该件现为市档案馆馆藏，已于2006年解密。",
        mark(chance),
        "青石县人民委员会文件",
        *prose(chance),
    ]


def form(chance: random.Random) -> list[str]:
    """A form to fill in."""
    return [
        "课题申报书封面（填写说明见后）",
        f"密级：{mark(chance)}",
        "申报单位：________________",
        "关于某单位科研项目的报告",
        *prose(chance),
    ]


def film(chance: random.Random) -> list[str]:
    """Entertainment."""
    return [
        "电视剧《机密★1949》今晚开播",
        "导演：张三　主演：李四",
        mark(chance),
        "关于潜伏者行动的报告",
        *prose(chance),
    ]


TRAPS: tuple[Maker, ...] = (
    law,
    quiz,
    options,
    novel,
    everyday,
    teaching,
    lecture,
    paper,
    levels,
    archive,
    form,
    film,
)


def head_first(chance: random.Random) -> list[str]:
    """A document as the standard lays it out."""
    lines = [f"{chance.randint(1, 999999):06d}"] if chance.random() < 0.5 else []
    lines.append(mark(chance, spaced=chance.random() < 0.2))
    if chance.random() < 0.3:
        lines.append(chance.choice(("特急", "加急", "特　急")))
    if chance.random() < 0.7:
        lines += [f"{chance.choice(PLACES)}{chance.choice(OFFICES)}文件", number(chance)]
    return [*lines, title(chance), "各县区人民政府，市直各部门：", *prose(chance)]


def one_line(chance: random.Random) -> list[str]:
    """Mark and title, or mark and copy number, on one line."""
    both = chance.choice(
        (
            f"{mark(chance)}　　{title(chance)}",
            f"{mark(chance)} 特急",
            f"{chance.randint(1, 9999):06d}　　　{mark(chance)}",
            f"{chance.choice(PLACES)}{chance.choice(OFFICES)}文件　　{mark(chance)}",
        )
    )
    return [both, title(chance), *prose(chance)]


def plain_title(chance: random.Random) -> list[str]:
    """Mark, title, text: nothing else of a document's head."""
    return [
        f"【{mark(chance)}】" if chance.random() < 0.3 else mark(chance),
        title(chance),
        *prose(chance),
    ]


MARKED: tuple[Maker, ...] = (head_first, one_line, plain_title)


def texts(makers: tuple[Maker, ...], count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """``count`` texts with the name of their form, the forms in turn."""
    chance = random.Random(seed)
    for place in range(count):
        maker = makers[place % len(makers)]
        yield maker.__name__, maker(chance)


def as_page(lines: list[str], chance: random.Random) -> str:
    """An article page around a text, in one of a few kinds of markup."""
    tags = chance.choice(
        (("<p>", "</p>"), ("<div>", "</div>"), ("", "<br>"), ("<p><span>", "</span></p>"))
    )
    body = "\n".join(f"{tags[0]}{_in_runs(line, chance)}{tags[1]}" for line in lines)
    return (
        "<html><head><title>页面</title><script>var a='★密';</script></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
        f'<div class="content">{body}</div><div class="footer">主办：青石市政府</div></body>'
    )


def _in_runs(line: str, chance: random.Random) -> str:
    """A line cut into the spans Word makes of it."""
    if chance.random() < 0.6 or len(line) < 4:
        return line
    cut = chance.randint(1, len(line) - 1)
    return f"<span lang=EN-US>{line[:cut]}</span><font face=黑体>{line[cut:]}</font>"
