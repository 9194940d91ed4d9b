from people.models.group import Invitation, Membership, StudyGroup
from people.models.user import User, UserManager, validate_time_zone

__all__ = ["Invitation", "Membership", "StudyGroup", "User", "UserManager", "validate_time_zone"]
