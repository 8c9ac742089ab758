"""App configuration of Wagtail's users, for pages of our own; in a module alone, for a module names one for its app."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    """Stands in the place of `wagtail.users` among the installed apps."""

    user_viewset = "portal.admin.people.PeopleViewSet"
