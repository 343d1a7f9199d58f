"""Questions in files made for them: tables, GIFT, Anki's export, YAML."""
