"""What the portal changes in Wagtail's editing interface, whatever the content is."""
