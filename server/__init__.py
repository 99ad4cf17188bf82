"""The web server around the pages: routes, headers, exports, the wall's heartbeat, lifespan."""
