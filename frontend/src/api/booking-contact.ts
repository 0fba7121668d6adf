// Who is about to book in this tab, told to the booking page before it opens: never through the address, which is logged.
const keyOf = (office: string) => `frontdesk.booking.${office}`;

/** Where the booking page keeps what is typed. */
export const bookingKey = keyOf;

export function keepContact(office: string, { name, email }: { name: string; email: string }): void {
  try {
    if (sessionStorage.getItem(keyOf(office)) === null) {
      sessionStorage.setItem(keyOf(office), JSON.stringify({ details: { name, email } }));
    }
  } catch {
    // Forbidden storage: the page asks for name and address as it asks everybody.
  }
}
