"""Sentences end where a reader would end them, and no character is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvdesk.domain.sentence_splitting import is_complete, split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "Kehitämme esim. Pelastusopiston kanssa koulutusta.",
        "Ohjeet, mm. Varautumisen opas, päivitetään.",
        "Ks. Liite, jossa kerrotaan lisää.",
        "Mukana on n. 30 % laitoksista.",
        "Katso s. 12 ja ns. Kärkihanke.",
        "Kokous alkaa klo 9.30 ja päättyy klo 12.",
        "Kokous pidetään 12.5. Helsingissä.",
        "Kokous pidetään 12.5.2026 Helsingissä.",
        "1. Varmistamme palvelut.",
        "Asia päätettiin § 12. Hallituksen kanta pysyi.",
        "Asia päätettiin §12. Hallituksen kanta pysyi.",
        "Puheenjohtajana toimi A. Aho ja sihteerinä J.-P. Virtanen.",
        "Katso liite 3. Yhteiset tavoitteet.",
        "Vi utvecklar t.ex. Räddningsinstitutets utbildning.",
        "Det gäller bl.a. Österbotten.",
        "We work with partners, e.g. Emergency Services Academy.",
        "See art. 12 and no. 5 of the plan.",
        "Toiminta on jatkunut 1.1. alkaen.",
        "Onko meillä aikaa? kysyttiin kokouksessa.",
        "Verkosto (ks. liite.) toimii.",
        "Osoite on www.esimerkki.fi ja versio 2.0.",
        "ilman loppupistettä",
    ],
)
def test_one_sentence_stays_one(text):
    assert split_sentences(text) == (text,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Verkosto on luotu vuonna 2008. Yhteisiä tavoitteita on paljon.", 2),
        ("Kehitämme koulutusta, kalustoa yms. Työ jatkuu.", 2),
        ("Kehitämme koulutusta, kalustoa jne. Työ jatkuu.", 2),
        ("Vi utvecklar utbildning, material osv. Arbetet fortsätter.", 2),
        ("Jäseniä on 21. Kaikki osallistuvat.", 2),
        ("Osuus on 12,5 %. Tavoite on 20 %.", 2),
        ("Mitä teemme? Teemme yhteistyötä! Se kannattaa.", 3),
        ("”Yhteistyö kannattaa.” Näin sanottiin.", 2),
        ("Teemme työtä (ja opimme). ”Yhdessä” on sanamme.", 2),
        ("Aloitimme vuonna 2008. 21 laitosta tuli mukaan.", 2),
        ("Työ jatkuu… Seuraava askel on selvä.", 2),
        ("They said no. We went on.", 2),
    ],
)
def test_two_sentences_are_told_apart(text, count):
    found = split_sentences(text)
    assert len(found) == count
    assert " ".join(found) == text


def test_spaces_are_made_single():
    assert split_sentences(" Yksi\u00a0 lause.\n\tToinen\nlause. ") == (
        "Yksi lause.",
        "Toinen lause.",
    )


def test_an_empty_text_has_no_sentence():
    assert split_sentences(" \n") == ()


@pytest.mark.parametrize(
    "text", ["Työ jatkuu.", "Miksi?", "”Yhdessä!”", "(Ks. liite.)", "Ja niin…"]
)
def test_a_sentence_with_its_end_is_complete(text):
    assert is_complete(text)


@pytest.mark.parametrize("text", ["", "Kulmakivemme ovat:", "yhteistyö,", "MISSIO"])
def test_other_text_is_not_complete(text):
    assert not is_complete(text)


@given(st.text(st.sampled_from('aäbÅÖ.!?…"”()– \n\t19§:'), max_size=80))
def test_every_character_comes_back_in_order(text):
    found = split_sentences(text)
    assert " ".join(found) == " ".join(text.split())
    assert all(sentence.strip() for sentence in found)
