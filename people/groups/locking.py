from people.models import StudyGroup


def lock(group_id: int) -> StudyGroup:
    """Let one change of a group through at a time: its names stay unique, its uses counted, its owner one."""
    return StudyGroup.objects.select_for_update(no_key=True).get(pk=group_id)
