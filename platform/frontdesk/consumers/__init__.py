"""The people who book: contact, language, consent."""
