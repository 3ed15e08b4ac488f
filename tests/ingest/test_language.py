# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import pytest

from pipeline.ingest.document import from_text
from pipeline.ingest.language import detect

# sentences written for this test
TEXTS = [
    ("en", "The bridge was opened on Monday after nine years of work, and the first to cross it were two hundred children."),
    ("en", "Harbour 3, Mill Lane 2; Old Bridge 0, Station Road 4; Hill Street 1, Castle Gate 1; West Pier 2, Quay 2."),
    ("en", "Prices up 5%"),
    ("fr", "Le pont a été ouvert lundi après neuf ans de travaux, et les premiers à le traverser ont été des enfants de la ville."),
    ("de", "Die Brücke wurde am Montag nach neun Jahren eröffnet, und die ersten, die über sie gingen, waren Kinder aus der Stadt mit ihren Lehrern."),
    ("es", "El puente se abrió el lunes después de nueve años de obras, y los primeros en cruzarlo fueron los niños de las escuelas de la ciudad."),
    ("pt", "A ponte foi aberta na segunda depois de nove anos de obras, e os primeiros não foram os ministros mas uma turma de crianças da cidade."),
    ("it", "Il ponte è stato aperto lunedì dopo nove anni di lavori, e i primi che lo hanno attraversato sono stati gli alunni delle scuole della città."),
    ("nl", "De brug is maandag na negen jaar werk geopend, en de eersten die er overheen liepen waren niet de ministers maar kinderen van een school."),
    ("tr", "Köprü dokuz yıl sonra pazartesi günü açıldı ve ilk geçenler bakanlar değil, kentten gelen çocuklar oldu; bu onlar için büyük bir gün olarak kalacak."),
    ("id", "Jembatan itu dibuka pada hari Senin setelah sembilan tahun, dan yang pertama melintas bukan menteri tetapi anak sekolah dari kota ini dengan guru mereka."),
    ("zh", "大桥经过九年施工于周一通车，最先走过大桥的是两百名小学生。"),
    ("ja", "橋は九年の工事を経て月曜日に開通し、最初に渡ったのは小学生たちだった。"),
    ("ru", "Мост открыли в понедельник после девяти лет работ, и первыми по нему прошли школьники."),
    ("ar", "افتتح الجسر يوم الاثنين بعد تسع سنوات من العمل وكان أول من عبره تلاميذ المدينة."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TEXTS, ids=[f"{row[0]}-{i}" for i, row in enumerate(TEXTS)])
def test_languages(language: str, text: str) -> None:
    assert detect(text) == language


def test_quotation_does_not_make_a_text_foreign() -> None:
    text = (
        "The minister said in French that it was enough. “Nous ne sommes pas là pour vous plaire, mais pour dire ce qui est,” "
        "he told the crowd, and went back to his car. The crowd did not understand him and clapped for a minute or two."
    )
    assert from_text(text).language == "en"


def test_unknown_language_in_latin_script() -> None:
    text = (
        "Zubia astelehenean ireki zuten bederatzi urteko lanen ondoren eta lehenengoak umeak izan ziren hiriko eskoletatik "
        * 4
    )
    assert detect(text) == "und"
