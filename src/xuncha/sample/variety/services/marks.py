"""Identity marks, search, login and the entry for error reports: present or missing."""

from collections.abc import Iterator
from html import escape

from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.services.sheets import Page, start
from xuncha.sample.variety.sheet import Sheet

PIECES = ("party_mark", "code", "icp", "police", "sponsor", "phone", "report_entry")
ENTRIES = (
    (
        '<a href="http://zfwzzc.www.gov.cn/check_web/errorInfo/jumpNew.action?site_code={code}">'
        '<img src="/images/jc.png" alt="我为政府网站找错" /></a>'
    ),
    (
        '<script id="_jiucuo_" sitecode="{code}" src="//pucha.kaipuyun.cn/exposure/jiucuo.js">'
        '</script><span id="_span_jiucuo"></span>'
    ),
    '<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code={code}">网站纠错</a>',
)
PARTY = (
    '<a href="http://bszs.conac.cn/sitename?method=show&id=0A1B2C"><img src="/images/red.png"></a>',
    '<script src="http://dcs.conac.cn/js/97/000/0000/4000/CA970000000404000.js"></script>',
)
SEARCHES = (
    '<form action="/search.html"><input name="q"><button>搜索</button></form>',
    '<div><input type="text" id="searchWord"><a href="javascript:goSearch()">检索</a></div>',
)
LOGINS = (
    '<a href="/login">登录</a> <a href="/register">注册</a>',
    '<a href="https://zwfw.jichuan.example/sso?goto=1">用户登录</a>',
)
DECOYS = ('<a href="/member">会员风采</a>', "")
MARKUP = (
    '<html><head><meta charset="utf-8"><title>[[site]]</title></head><body>'
    '<div class="head">[[part|head]]</div>'
    '<ul class="nav">[[nav|<li><a href="@u">@t</a></li>|8|12]]</ul>'
    '<div class="box"><ul>[[newer|<li><a href="@u">@t</a><span>@iso</span></li>|8]]</ul></div>'
    "[[part|footer]]</body></html>"
)


def footer(sheet: Sheet, has: dict[str, bool]) -> str:
    """The footer with just these marks, in some order."""
    pen, place = sheet.pen, sheet.place
    colon = pen.pick(["：", ":", " ", "： "])
    made = {
        "party_mark": pen.pick(PARTY),
        "code": f"{pen.pick(['网站标识码', '政府网站标识码'])}{colon}{place.code}",
        "icp": f'<a href="https://beian.miit.gov.cn">{sheet.slots["icp"]()}</a>',
        "police": f'<img src="/ga.png">{sheet.slots["police"]()}',
        "sponsor": f"{pen.pick(['主办单位', '主办', '版权所有'])}{colon}{escape(place.body.name)}",
        "phone": f"{pen.pick(['联系电话', '电话', '联系方式'])}{colon}{sheet.slots['phone']()}",
        "report_entry": pen.pick(ENTRIES).format(code=place.code),
    }
    parts = [made[name] for name in PIECES if has[name]]
    pen.rng.shuffle(parts)
    return (
        '<div class="footer"><p>' + pen.pick(["　", "<br>", "</p><p>"]).join(parts) + "</p></div>"
    )


def marks(pen: Pen) -> Iterator[Page]:
    """Pages with all marks, with single ones missing, and with none."""
    for number in range(1, 17):
        pen.turn("marks", number)
        sheet = start(pen, "marks", f"marks-footer-{number}", "首页", "/")
        share = 1.0 if number <= 3 else 0.0 if number == 16 else 0.65
        has = {name: pen.chance(share) for name in PIECES}
        has["search"], has["login"] = pen.chance(0.6), pen.chance(0.6)
        head = (pen.pick(SEARCHES) if has["search"] else "") + (
            pen.pick(LOGINS) if has["login"] else pen.pick(DECOYS)
        )
        sheet.parts |= {"head": head, "footer": footer(sheet, has)}
        text = sheet.fill(MARKUP)
        sheet.row.title = sheet.place.name
        code = sheet.place.code if has["code"] else None
        sheet.row.service = {"sort": "marks", "site_code": code, **has}
        yield sheet.row, text
