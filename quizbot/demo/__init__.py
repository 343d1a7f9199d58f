"""The real bot in a local browser page; the page is SimCord's, `world` opens it and its server."""
