"""The outermost skin: problem details, security headers, the origin check, the access log, the pages."""
