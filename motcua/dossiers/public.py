"""The door of the room ``dossiers``: other rooms import from here alone."""
