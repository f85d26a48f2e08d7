"""Everybody can read the documents: structure by styles, language, titles, header rows."""

import itertools
import re

import pytest
from lxml import etree

from documents import samples
from documents.conftest import W, body_of, lines_of, parts_of, text_of
from kvdesk.documents import render
from kvdesk.kernel.words import words_for

DC = "{http://purl.org/dc/elements/1.1/}"
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


@pytest.fixture(params=["empty", "typical", "hostile"])
def made(request, words):
    """Every kind of one sample, in one language."""
    contents = getattr(samples, request.param)()
    return {kind: render(content, words) for kind, content in contents.items()}


def styles_of(element):
    return element.xpath("w:p/w:pPr/w:pStyle/@w:val", namespaces={"w": W})


def test_headings_begin_with_one_of_level_1_and_skip_no_level(made):
    for kind, data in made.items():
        levels = [int(name[-1]) for name in styles_of(body_of(data)) if name.startswith("Heading")]
        assert levels.count(1) == 1, kind
        steps = [after - before for before, after in itertools.pairwise(levels)]
        assert levels[0] == 1, kind
        assert all(step <= 1 for step in steps), kind


def test_no_heading_and_no_paragraph_is_empty(made):
    for kind, data in made.items():
        assert [line for line in lines_of(data) if not line.strip("\u200b ")] == [], kind


def test_every_table_has_one_header_row_without_empty_cells(made):
    for data in made.values():
        for table in body_of(data).iter(f"{{{W}}}tbl"):
            headers = table.xpath("w:tr[w:trPr/w:tblHeader]", namespaces={"w": W})
            assert headers == [table.find(f"{{{W}}}tr")]
            assert table.find(f".//{{{W}}}tblCaption").get(f"{{{W}}}val")
            widths = [len(row.findall(f"{{{W}}}tc")) for row in table.iter(f"{{{W}}}tr")]
            assert len(set(widths)) == 1


def test_no_table_stands_last_or_touches_another_one(made):
    for data in made.values():
        kinds = [etree.QName(child).localname for child in body_of(data)]
        assert kinds[-2:] == ["p", "sectPr"]
        assert ("tbl", "tbl") not in set(itertools.pairwise(kinds))


def test_below_a_table_there_is_space(made):
    roomy = re.compile("Heading|.*Apart$")
    for data in made.values():
        for table in body_of(data).iter(f"{{{W}}}tbl"):
            style = table.getnext().find(f"{{{W}}}pPr/{{{W}}}pStyle").get(f"{{{W}}}val")
            assert roomy.match(style), style


@pytest.mark.parametrize("kind", ["agenda", "memo", "notice"])
def test_the_closing_lines_stand_apart_from_the_last_item(kind, english):
    body = body_of(render(samples.typical()[kind], english))
    closing = [p for p in body.iter(f"{{{W}}}p") if text_of(p).startswith("Attachments\t")][-1]
    assert closing.find(f"{{{W}}}pPr/{{{W}}}pStyle").get(f"{{{W}}}val").endswith("Apart")


def test_no_paragraph_is_formatted_by_hand(made):
    allowed = {f"{{{W}}}pStyle", f"{{{W}}}numPr"}
    for data in made.values():
        for properties in body_of(data).iter(f"{{{W}}}pPr"):
            assert {child.tag for child in properties} <= allowed
        for properties in body_of(data).iter(f"{{{W}}}rPr"):
            tags = {etree.QName(child).localname for child in properties}
            assert tags <= {"rStyle", "rtl", "lang"}


def test_every_style_that_is_used_is_defined(made):
    for data in made.values():
        parts = parts_of(data)
        known = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
        for name in ("word/document.xml", "word/header1.xml", "word/header2.xml"):
            used = set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', parts[name]))
            assert used <= known


def test_style_names_stay_distinct_without_their_umlauts(english):
    styles = parts_of(render(samples.empty()["notice"], english))["word/styles.xml"].decode()
    names = re.findall(r'<w:name w:val="([^"]+)"', styles)
    plain = [re.sub("[åäöÅÄÖ ]", "", name) for name in names]
    assert len(set(plain)) == len(names)


@pytest.mark.parametrize("language", LOCALES)
def test_the_language_stands_in_styles_settings_and_properties(language):
    parts = parts_of(render(samples.typical()["minutes"], words_for(language)))
    locale = LOCALES[language]
    assert f'<w:lang w:val="{locale}"'.encode() in parts["word/styles.xml"]
    assert f'<w:themeFontLang w:val="{locale}"'.encode() in parts["word/settings.xml"]
    assert f"<dc:language>{locale}</dc:language>".encode() in parts["docProps/core.xml"]


def test_typed_passages_in_another_language_say_so():
    body = body_of(render(samples.typical()["minutes"], words_for("sv")))
    marked = body.xpath("//w:r[w:rPr/w:lang/@w:val='fi-FI']", namespaces={"w": W})
    told = {text_of(run) for run in marked}
    assert "Hyväksytään luonnos verkoston yhteiseksi kannaksi." in told
    assert not any("proposed" in text for text in told)


def test_typed_passages_in_the_language_of_the_document_are_not_marked():
    body = body_of(render(samples.typical()["minutes"], words_for("fi")))
    assert list(body.iter(f"{{{W}}}lang")) == []


@pytest.mark.parametrize("kind", samples.typical())
def test_properties_and_first_page_agree(kind, words):
    data = render(samples.typical()[kind], words)
    core = etree.fromstring(parts_of(data)["docProps/core.xml"])
    lines = lines_of(data)
    title = core.findtext(f"{DC}title")
    assert title.startswith(lines[0])
    assert core.findtext(f"{DC}identifier") == "PKV/112/00.01.02/2026"
    assert core.findtext(f"{DC}creator") in lines[-1]
    state = core.findtext("{*}contentStatus")
    assert state is None or state in lines[:5]


@pytest.mark.parametrize("kind", samples.typical())
def test_nothing_stands_only_in_a_page_head(kind, words):
    data = render(samples.typical()[kind], words)
    body = "\n".join(lines_of(data))
    for name in ("word/header1.xml", "word/header2.xml"):
        head = etree.fromstring(parts_of(data)[name])
        for run in head.iter(f"{{{W}}}r"):
            text = text_of(run).strip("\t 1()")
            assert text in body


def test_a_very_long_sender_does_not_fill_the_page_head(english):
    long = samples.head(organisation="Pelastuslaitos " * 400)
    data = render(samples.minutes_of((), head=long), english)
    for name in ("word/header1.xml", "word/header2.xml"):
        assert len(text_of(etree.fromstring(parts_of(data)[name]))) < 200


def test_the_list_of_contents_links_to_every_item_and_is_one_field(english):
    body = body_of(render(samples.typical()["minutes"], english))
    links = body.xpath("//w:hyperlink/@w:anchor", namespaces={"w": W})
    names = body.xpath("//w:bookmarkStart/@w:name", namespaces={"w": W})
    assert links == [name for name in names if name != "kv_asiat"]
    kinds = body.xpath("//w:fldChar/@w:fldCharType", namespaces={"w": W})
    assert kinds == ["begin", "separate", "end"]


def test_nothing_makes_word_ask_a_question_on_opening(english):
    for content in samples.typical().values():
        parts = parts_of(render(content, english))
        whole = b"".join(parts.values())
        for asked in (b"updateFields", b"attachedTemplate", b"dirty", b"INCLUDE", b"mailMerge"):
            assert asked not in whole
