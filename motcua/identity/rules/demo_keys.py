"""Keys of the demo, which everybody knows; ``config.safety`` refuses them in production."""

IDENTITY_KEY = "bW90Y3VhLWRlbW8ta2V5LW5ldmVyLWZvci1yZWFsISE="
LOOKUP_KEY = "motcua-demo-lookup-key-never-for-real"
