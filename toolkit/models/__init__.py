"""Models of the tools, split by what they are."""

from toolkit.models.questionnaire import Questionnaire, Statement
from toolkit.models.rounds import Batch, OwnAnswers, Participation, Round

__all__ = ["Batch", "OwnAnswers", "Participation", "Questionnaire", "Round", "Statement"]
