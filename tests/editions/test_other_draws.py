"""The public edition of other draws of plants."""

import pytest

from tests.editions.documents import compiled_and_held
from tests.editions.planted_round import build_planted
from tests.editions.plants import plants
from tests.editions.search import is_held
from xuncha.office.notices.content import Edition

pytestmark = pytest.mark.django_db


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(8))
def test_no_plant_of_another_draw_stands_in_the_public_edition(seed, tmp_path):
    found = plants(seed)
    text = compiled_and_held(build_planted(tmp_path, found), found, Edition.PUBLIC)[1]
    assert [plant for plant in found if is_held(plant.text, text)] == []
