"""Who is free when: hours, time off, claims, and the slots that follow from them."""
