"""The addresses of articles, as the systems make them: some carry the day, most do not."""

from datetime import date

from xuncha.sample.variety.pen import Pen

DATED = frozenset({"trs", "hanweb", "folder", "newsfolder", "epaper", "oldnews"})


def address(pen: Pen, style: str, day: date, serial: int) -> str:
    """The path of an article published on ``day``."""
    col = pen.number(1000, 1999)
    made = {
        "trs": f"/zwgk/tzgg/{day:%Y%m}/t{day:%Y%m%d}_{serial}.html",
        "hanweb": f"/art/{day.year}/{day.month}/{day.day}/art_{col}_{serial}.html",
        "folder": f"/{day:%Y}/{day:%m%d}/c{col}a{serial}/page.htm",
        "newsfolder": f"/n1/{day:%Y-%m}/{day:%d}/content_{serial}.htm",
        "epaper": f"/html/{day:%Y-%m}/{day:%d}/content_{col}_{serial}.htm",
        "oldnews": f"/news/{day.year}/{day.month}/{day.day}/{serial}.shtml",
        "ucap": f"/site/zwgk/tzgg/content/post_{serial}.html",
        "vsb": f"/info/{col}/{serial % 100000}.htm",
        "jiyue": f"/xxgk/content/{serial:x}{col:x}9ab0c.html",
        "plain": f"/html/{col}/{serial}.html",
        "gid": f"/detail?gid={serial:08x}-{col}-4a{col % 90}",
        "asp": f"/ShowArticle.asp?ArticleID={serial % 10000}",
        "aspx": f"/Show.aspx?id={serial % 100000}&tid={col}",
        "jsp": f"/news/view.jsp?newsid={serial}",
        "nodate": f"/a/{serial}.html",
        "newspost": f"/p/{serial}.html",
        "old": f"/news/n{serial % 1000}.htm",
    }
    return made[style]
