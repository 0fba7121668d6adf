"""Who is who in the demo office, what can be booked there, and when people work. Everything here is made up."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.consumers.contact import Contact
from frontdesk.offices.schemas import Hours, HoursRange, ProviderHours
from frontdesk.offices.service_schemas import NewService

SLUG = "maple-street"
DEMO_PASSWORD = "maple-street-demo"
LONDON, BERLIN = "Europe/London", "Europe/Berlin"
WORKDAYS, EVERY_DAY = range(1, 6), range(1, 8)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody of the demo office, and how to sign in as them."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who books, and where they read their times."""

    name: str
    phone: str
    time_zone: str = LONDON

    @property
    def contact(self) -> Contact:
        """Their contact: numbers and addresses that belong to nobody (Ofcom's numbers for drama, example.com)."""
        return Contact(self.name, f"{self.name.lower().replace(' ', '.')}@example.com", self.phone)


CASEY = Guest("Casey Morgan", "+447700900417", BERLIN)
AISHA = Guest("Aisha Bello", "+447700900101")
JONAS = Guest("Jonas Weber", "+447700900102", BERLIN)
LEAH = Guest("Leah Okafor", "+447700900103")
NOAH = Guest("Noah Lindqvist", "+447700900104", "Europe/Stockholm")
MEI = Guest("Mei Tanaka", "+447700900105")
IVAN = Guest("Ivan Petrov", "+447700900106")
BEN = Guest("Ben Carter", "+447700900107")
SARA = Guest("Sara Lund", "+447700900108", "Europe/Copenhagen")
RUTH = Guest("Ruth Adeyemi", "+447700900109")
NINA = Guest("Nina Park", "+447700900110")

OLIVE = SignIn("office manager", "Olive Hart", "olive@maple-street.example", DEMO_PASSWORD)
PRIYA = SignIn("provider", "Dr Priya Raman", "priya@maple-street.example", DEMO_PASSWORD)
TOM = SignIn("provider in London", "Dr Tom Osei", "tom@maple-street.example", DEMO_PASSWORD)
LENA = SignIn("provider in Berlin", "Lena Fischer", "lena@maple-street.example", DEMO_PASSWORD)


STAFF = (OLIVE, PRIYA, TOM, LENA)


def services(people: dict[str, UUID]) -> list[NewService]:
    doctors = [people[PRIYA.email], people[TOM.email]]
    return [
        NewService(
            name="Follow-up visit",
            text="After a first visit, or about a treatment that is running.",
            category="General practice",
            duration_minutes=20,
            step_minutes=30,
            buffer_after_minutes=10,
            notice_minutes=60,
            cancel_cutoff_minutes=1440,
            move_cutoff_minutes=1440,
            position=1,
            provider_ids=doctors,
        ),
        NewService(
            name="First visit",
            text="For people whom we have not seen yet. Please have your medicine list at hand.",
            category="General practice",
            duration_minutes=40,
            buffer_after_minutes=10,
            notice_minutes=120,
            colour="#74316f",
            position=2,
            provider_ids=doctors,
        ),
        NewService(
            name="Nutrition advice",
            text="Eating well with a condition, or just eating well.",
            category="Nutrition",
            duration_minutes=30,
            step_minutes=30,
            price_minor=3500,
            currency="GBP",
            colour="#345f1f",
            position=3,
            provider_ids=[people[LENA.email]],
        ),
        NewService(
            name="Repeat prescription",
            text="A short word before we renew it.",
            category="General practice",
            duration_minutes=10,
            step_minutes=10,
            notice_minutes=0,
            colour="#7f4310",
            position=4,
            provider_ids=[*doctors, people[LENA.email]],
        ),
    ]


def hours(
    time_zone: str, start: str, end: str, *, lunch: tuple[str, str] | None = None, days: range = WORKDAYS
) -> Hours:
    pairs = [(start, lunch[0]), (lunch[1], end)] if lunch else [(start, end)]
    return Hours(time_zone, [HoursRange(day, first, last) for day in days for first, last in pairs])


# Whoever tries the demo books and joins at once, at three on a Sunday morning too: Dr Priya never sleeps.
OWN_HOURS = {
    PRIYA.email: ProviderHours(LONDON, hours(LONDON, "00:00", "24:00", days=EVERY_DAY).ranges),
    TOM.email: ProviderHours(LONDON, hours(LONDON, "08:00", "18:00").ranges),
    LENA.email: ProviderHours(BERLIN, hours(BERLIN, "10:00", "18:00", lunch=("13:00", "14:00")).ranges),
}
