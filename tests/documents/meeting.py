"""The typical meeting: ten items, with everything that can happen in one. All are invented."""

from kvdesk.documents.content import (
    ActionRow,
    Arrived,
    AttendanceRow,
    Break,
    Checker,
    Contact,
    Disqualified,
    Dissent,
    Handling,
    Head,
    Left,
    MinutesContent,
    MinutesItem,
    Note,
    Proposed,
    Quorum,
    Served,
    Side,
    Status,
    Voted,
)
from kvdesk.domain.decisions import Outcome, Stand
from kvdesk.domain.meetings import Capacity, MeetingMode, ProposalKind


def head(**other) -> Head:
    """The head of the typical meeting."""
    told = {
        "organisation": "Pelastuslaitosten kumppanuusverkosto",
        "body": "Pelastusjohtajien hallitus",
        "number": "3/2026",
        "starts": "2026-03-12T09:00",
        "ends": "2026-03-12T11:12",
        "place": "Tampereen keskuspaloasema, kokoushuone Pirkka",
        "mode": MeetingMode.HYBRID,
        "register_number": "PKV/112/00.01.02/2026",
        "status": Status.DRAFT,
        "issued_on": "2026-03-13",
        "data_version": "7c41f09a2be8",
        "language": "fi",
        "contacts": (
            Contact(
                name="Sanna Lehtonen",
                title="verkostokoordinaattori",
                email="sanna.lehtonen@kumppanuusverkosto.example",
                phone="040 123 4567",
            ),
        ),
    }
    return Head(**(told | other))


ROLL = (
    AttendanceRow(
        name="Markku Virtanen",
        title="pelastusjohtaja",
        capacity=Capacity.CHAIR,
        organisation="Pirkanmaan pelastuslaitos",
    ),
    AttendanceRow(
        name="Päivi Korhonen",
        title="pelastusjohtaja",
        organisation="Pohjois-Savon pelastuslaitos",
        remote=True,
    ),
    AttendanceRow(
        name="Jukka Mäkelä",
        title="pelastusjohtaja",
        organisation="Etelä-Pohjanmaan pelastuslaitos",
        arrived="09:33",
    ),
    AttendanceRow(
        name="Annika Lindström",
        title="räddningsdirektör",
        organisation="Pohjanmaan pelastuslaitos",
        left="10:42",
    ),
    AttendanceRow(
        name="Timo Nieminen",
        title="riskienhallintapäällikkö",
        capacity=Capacity.DEPUTY,
        deputy_for="Heikki Laine",
        organisation="Satakunnan pelastuslaitos",
    ),
    AttendanceRow(
        name="Sanna Lehtonen",
        title="verkostokoordinaattori",
        capacity=Capacity.SECRETARY,
        organisation="Kumppanuusverkosto",
    ),
)

ITEMS = (
    MinutesItem(
        number=1,
        section=21,
        title="Kokouksen avaus, laillisuus ja päätösvaltaisuus",
        proposal="Todetaan kokous laillisesti kokoon kutsutuksi ja päätösvaltaiseksi.",
        log=(Note(text="Puheenjohtaja avasi kokouksen kello 9.02.", at="09:02"),),
        outcome=Outcome.APPROVED,
    ),
    MinutesItem(
        number=2,
        section=22,
        title="Pöytäkirjan tarkastajien valinta",
        proposal="Valitaan pöytäkirjan tarkastajiksi Päivi Korhonen ja Jukka Mäkelä.",
        outcome=Outcome.APPROVED,
        decision="Valitaan pöytäkirjan tarkastajiksi Päivi Korhonen ja Jukka Mäkelä.",
    ),
    MinutesItem(number=3, section=23, title="Työjärjestyksen hyväksyminen", outcome=Outcome.NOTED),
    MinutesItem(
        number=4,
        section=24,
        title="Pelastustoimen omavalvontamallin käyttöönotto ja yhteinen koulutuspaketti",
        register_number="PKV/87/03.02.00/2025",
        earlier=(
            Handling(
                day="2025-11-20",
                body="Turvallisuuspalvelujen palvelualue",
                section=41,
                text="Palvelualue puolsi mallin käyttöönottoa kaikissa pelastuslaitoksissa.",
            ),
        ),
        background=(
            "Strategian mukaan toimialan kehitystä tuetaan varmistamalla pelastustoimen "
            "omavalvontamallin käyttöönotto pelastuslaitosten laatutyön välineenä. Työryhmä on "
            "valmistellut mallin ja sen koulutuspaketin syksyn 2025 aikana.\n\n"
            "Malli koskee:\n"
            "- palvelujen saatavuutta ja laatua\n"
            "- asiakas- ja potilasturvallisuutta\n"
            "- henkilöstön riittävyyttä ja osaamista\n\n"
            "Koulutuspaketti on tarkoitus ottaa käyttöön portaittain."
        ),
        proposal=(
            "Hallitus päättää\n"
            "1. hyväksyä omavalvontamallin verkoston yhteiseksi toimintamalliksi\n"
            "2. esittää pelastusjohtajien kokoukselle, että malli otetaan käyttöön 1.9.2026\n"
            "3. pyytää tukipalveluja järjestämään koulutukset kesäkuun loppuun mennessä."
        ),
        proposed_by="pelastusjohtaja Markku Virtanen",
        log=(
            Arrived(person="Jukka Mäkelä", at="09:33"),
            Note(
                text="Esiteltiin mallin kokeilusta saadut kokemukset kolmessa pelastuslaitoksessa.",
                at="09:35",
                person="Timo Nieminen",
            ),
            Proposed(
                text="Käyttöönotto siirretään lokakuun alkuun, jotta koulutukset ehditään pitää.",
                person="Päivi Korhonen",
                seconders=("Annika Lindström", "Jukka Mäkelä"),
                at="09:41",
            ),
            Voted(
                question="Käyttöönotto 1.9.2026 (jaa) vai 1.10.2026 (ei)?",
                sides=(
                    Side(stand=Stand.YES, count=2, names=("Markku Virtanen", "Timo Nieminen")),
                    Side(
                        stand=Stand.NO,
                        count=3,
                        names=("Päivi Korhonen", "Annika Lindström", "Jukka Mäkelä"),
                    ),
                    Side(stand=Stand.BLANK, count=0),
                ),
                at="09:52",
            ),
            Dissent(
                person="Timo Nieminen",
                text="Viivytys vaarantaa vuoden 2026 kärkitavoitteen.",
                at="09:55",
            ),
        ),
        outcome=Outcome.CHANGED,
        decision=(
            "Hallitus päätti hyväksyä omavalvontamallin ja esittää pelastusjohtajien kokoukselle, "
            "että malli otetaan käyttöön 1.10.2026. Muilta osin päätettiin ehdotuksen mukaisesti."
        ),
        actions=(
            ActionRow(
                what="Järjestää omavalvontamallin koulutukset pelastuslaitoksille",
                who="Sanna Lehtonen",
                organisation="Kumppanuusverkosto",
                due="2026-06-30",
            ),
            ActionRow(
                what="Viedä asia pelastusjohtajien kokouksen esityslistalle",
                who="Markku Virtanen",
                due="2026-04-15",
            ),
        ),
        goals=(
            "Päämäärä 1: Varmistamme palvelut ja suorituskyvyn ja luomme yhdenmukaiset perusteet.",
        ),
        attachments=("Liite 1 Omavalvontamalli", "Liite 2 Koulutuspaketin sisältö"),
    ),
    MinutesItem(
        number=5,
        section=25,
        title="Lausunto pelastuslain uudistuksen valmistelusta",
        register_number="VN/12345/2026",
        background=(
            "Sisäministeriö on pyytänyt lausuntoa 31.3.2026 mennessä. Pelastuslaitoksilta on "
            "saatu vastaus 19 laitokselta."
        ),
        proposal="Hyväksytään luonnos verkoston yhteiseksi kannaksi.",
        proposed_by="pelastusjohtaja Päivi Korhonen",
        log=(
            Disqualified(
                person="Timo Nieminen",
                ground="jäsenyys ministeriön valmisteluryhmässä (hallintolaki 28 § 1 mom. 7 kohta)",
                at="10:05",
            ),
            Break(at="10:20", until="10:30"),
            Proposed(
                text="Luonnokseen lisätään maininta varautumisen rahoituksesta.",
                person="Annika Lindström",
                kind=ProposalKind.WISH,
                at="10:34",
            ),
            Left(person="Annika Lindström", at="10:42"),
        ),
        quorum=Quorum(present=3, members=6, needed=4),
        outcome=Outcome.TABLED,
    ),
    MinutesItem(
        number=6,
        title="Kalustohankintojen yhteistyö",
        register_number="PKV/15/02.08.00/2026",
        removed=True,
    ),
    MinutesItem(
        number=7,
        section=26,
        title="Nimeäminen hätäkeskustoiminnan kehittämistyöryhmään",
        background="Hätäkeskuslaitos on pyytänyt verkostoa nimeämään edustajan ja varaedustajan.",
        proposal="Nimetään edustajaksi Jukka Mäkelä ja varaedustajaksi Annika Lindström.",
        outcome=Outcome.APPROVED,
        actions=(ActionRow(what="Ilmoittaa nimeämisestä", who="Sanna Lehtonen", due="2026-03-20"),),
        checked_on="2026-03-12",
    ),
    MinutesItem(
        number=8,
        section=27,
        title="Ajankohtaiset asiat",
        background=(
            "Käytiin läpi palvelualueiden tilanne, valmiusharjoitus Louhi 2026 sekä "
            "kansainvälisen avun valmiudet."
        ),
        outcome=Outcome.NOTED,
    ),
    MinutesItem(
        number=9,
        section=28,
        title="Seuraavat kokoukset",
        decision="Seuraava kokous pidetään 16.4.2026 kello 9 Kuopiossa.",
        outcome=Outcome.APPROVED,
    ),
    MinutesItem(
        number=10,
        section=29,
        title="Kokouksen päättäminen",
        decision="Puheenjohtaja päätti kokouksen kello 11.12.",
    ),
)


def minutes_of(items, **other) -> MinutesContent:
    """Minutes of the typical meeting with these items."""
    told = {
        "head": head(),
        "items": items,
        "chairs": (Served(name="Markku Virtanen", title="pelastusjohtaja"),),
        "secretaries": (Served(name="Sanna Lehtonen", title="verkostokoordinaattori"),),
        "presenters": (Served(name="Päivi Korhonen", first_section=25, last_section=26),),
        "present": ROLL,
        "absent": (
            AttendanceRow(
                name="Heikki Laine",
                title="pelastusjohtaja",
                organisation="Satakunnan pelastuslaitos",
                deputy="Timo Nieminen",
            ),
            AttendanceRow(
                name="Kirsi Heikkinen",
                title="pelastusjohtaja",
                organisation="Lapin pelastuslaitos",
            ),
        ),
        "called_on": "2026-03-05",
        "quorum": Quorum(present=5, members=6, needed=4),
        "checkers": (
            Checker(name="Päivi Korhonen", title="pelastusjohtaja"),
            Checker(name="Jukka Mäkelä", title="pelastusjohtaja"),
        ),
        "attachments": ("Liite 1 Omavalvontamalli", "Liite 2 Koulutuspaketin sisältö"),
        "distribution": ("Hallituksen jäsenet ja varajäsenet", "Palvelualueiden sihteerit"),
        "for_information": ("Kuntaliitto", "Sisäministeriön pelastusosasto"),
    }
    return MinutesContent(**(told | other))
