"""What public pages show of the library's tables, and which pages are kept whole: for portal/page_cache."""

from __future__ import annotations

from portal.page_cache.declarations import hide, keep_whole, keep_with, make_each, show


def declare() -> None:
    """Say it; called when the app is ready."""
    show("cases", "CasePage", "CaseIndexPage", "CasePage_municipalities", "CasePage_counties")
    show("cases", "ValueTag", "FieldTag", "Partner")
    show("cases", "Concept", "ConceptText", "County", "Municipality", "MunicipalityChange")
    show("cases", "PortalImage", "PortalRendition", "PortalDocument")
    show("cases", "SearchRow", "Synonym")
    # It says that one of the above has changed.
    hide("cases", "SearchState")
    hide("cases", "ImportedCase", "ReviewTask", "ReviewTask_groups", "ReviewTaskState")
    keep_whole("wagtail_serve", "model", "concept", "municipality", "municipalities", "county", "counties")
    keep_whole("open_data")
    # It keeps its answers itself.
    make_each("case_feed")
    # Which cases somebody puts beside each other, nobody else will ask for.
    make_each("compare", "compare_sheet")
    # What somebody shares by link is for those who have the link.
    hide("cases", "SharedList")
    make_each("my_list", "my_list_cases", "my_list_file", "shared_list", "shared_list_file", "edit_shared_list")
    # Who follows what is nobody else's business.
    hide("cases", "Follow")
    make_each("follow", "follow_asked", "confirm_follow", "change_follow", "stop_follow")
    make_each("suggestions")
    # Teams are for those who are in them.
    hide("cases", "Team", "Membership", "Invitation", "TeamEvent")
    make_each("teams", "new_team", "team", "team_change", "team_invite", "team_invitation", "team_member")
    make_each("team_leave", "team_delete", "accept_invitation")
    # What is chosen from lists; a search in words is made anew.
    keep_with("value", "field", "step", "theme", "group", "sector", "role", "phase", "municipality", "county", "size")
    keep_with("thickness", "from_year", "to_year", "evidence", "has_assessment", "has_impact", "locale", "sort", "page")
