from people.models.deed import Deed
from people.models.group import Invitation, Membership, StudyGroup
from people.models.user import User, UserManager, validate_time_zone

__all__ = ["Deed", "Invitation", "Membership", "StudyGroup", "User", "UserManager", "validate_time_zone"]
