"""The studio: the web page and the HTTP API behind it. :class:`bot.web.studio.Studio` puts the parts together."""
