"""The stories: one file each. They call the rules and the storage, and know nothing of Discord."""
