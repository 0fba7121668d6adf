"""What was texted and mailed, for human eyes: a phone per number and a mailbox, on the plain-http port."""
