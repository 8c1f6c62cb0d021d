"""The page writers: one module for each family of content management systems."""

from xuncha.sample.cms.fragments import Family
from xuncha.sample.cms.handmade import HandMade
from xuncha.sample.cms.hanweb import Hanweb
from xuncha.sample.cms.jiyue import Jiyue
from xuncha.sample.cms.jsp import Jsp
from xuncha.sample.cms.trs import Trs
from xuncha.sample.cms.ucap import Ucap
from xuncha.sample.cms.vsb import Vsb

FAMILIES: dict[str, Family] = {
    family.name: family for family in (Trs(), Hanweb(), Ucap(), Vsb(), Jiyue(), Jsp(), HandMade())
}
"""Every family by its name."""
