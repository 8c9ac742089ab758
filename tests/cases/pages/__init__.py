"""The library's public pages as a client without a browser sees them."""
