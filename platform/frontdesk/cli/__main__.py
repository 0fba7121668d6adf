"""`python -m frontdesk.cli`: how the demo starts its processes, whatever is on the PATH."""

from frontdesk.cli import main

main()
