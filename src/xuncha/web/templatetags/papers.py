"""Tables of papers, cell by cell under their headings."""

from django import template

from xuncha.office.notices.tables import Table

register = template.Library()


@register.filter
def labelled_rows(table: Table) -> list[list[tuple[str, str]]]:
    """The rows of a table, each cell with the heading it stands under."""
    headings = [column.heading for column in table.columns]
    return [list(zip(headings, row, strict=True)) for row in table.rows]
