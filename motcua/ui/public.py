"""The door of the room ``ui``: other rooms import from here alone."""
