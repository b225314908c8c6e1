"""The door of the room ``portal``: other rooms import from here alone."""
