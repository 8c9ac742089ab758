"""Models of the library, split by what they are."""

from cases.models.following import Follow, Frequency
from cases.models.geography import County, Municipality, MunicipalityChange
from cases.models.lists import SharedList
from cases.models.media import PortalDocument, PortalImage, PortalRendition
from cases.models.pages import CaseIndexPage, CasePage
from cases.models.relations import FieldTag, ImportedCase, Partner, ValueTag
from cases.models.review import ReviewTask, ReviewTaskState, Step
from cases.models.reviewed import ReviewedPage
from cases.models.search import SearchRow, SearchState, Synonym
from cases.models.team import Invitation, Membership, Role, Team, TeamEvent
from cases.models.vocabulary import Concept, ConceptText, Vocabulary

__all__ = [
    "CaseIndexPage",
    "CasePage",
    "Concept",
    "ConceptText",
    "County",
    "FieldTag",
    "Follow",
    "Frequency",
    "ImportedCase",
    "Invitation",
    "Membership",
    "Municipality",
    "MunicipalityChange",
    "Partner",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "ReviewTask",
    "ReviewTaskState",
    "ReviewedPage",
    "Role",
    "SearchRow",
    "SearchState",
    "SharedList",
    "Step",
    "Synonym",
    "Team",
    "TeamEvent",
    "ValueTag",
    "Vocabulary",
]
