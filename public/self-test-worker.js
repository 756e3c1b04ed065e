// Registered by the self-test page and taken away again: that a browser takes it tells that it trusts this vault.
