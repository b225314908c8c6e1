"""The door of the room ``documents``: other rooms import from here alone."""
