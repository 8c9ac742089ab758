"""Models of the tools, split by what they are."""

from toolkit.models.bank import BankIndicator, BankState, BankUse, Publication
from toolkit.models.indicators import Indicator, Measurement, Target
from toolkit.models.plans import (
    Change,
    Element,
    Evaluation,
    Goal,
    Link,
    Part,
    Plan,
    PlanVersion,
    Source,
    TargetGroup,
)
from toolkit.models.questionnaire import Questionnaire, Statement
from toolkit.models.rounds import Batch, OwnAnswers, Participation, Round

__all__ = [
    "BankIndicator",
    "BankState",
    "BankUse",
    "Batch",
    "Change",
    "Element",
    "Evaluation",
    "Goal",
    "Indicator",
    "Link",
    "Measurement",
    "OwnAnswers",
    "Part",
    "Participation",
    "Plan",
    "PlanVersion",
    "Publication",
    "Questionnaire",
    "Round",
    "Source",
    "Statement",
    "Target",
    "TargetGroup",
]
