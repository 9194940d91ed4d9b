"""Which entry of the main menu a page belongs to."""

from django.http import HttpRequest

SECTIONS = {
    "exams": ("/exams/",),
    "attempts": ("/attempts/",),
    "groups": ("/groups/", "/join/", "/sittings/"),
    "glossary": ("/glossary/",),
    "sets": ("/sets/", "/uploads/", "/challenges/"),
    "own exams": ("/blueprints/",),
}


def section(request: HttpRequest) -> dict[str, str]:
    """Let the menu mark where the viewer is, also on the pages below its own."""
    return {"section": next((name for name, roots in SECTIONS.items() if request.path.startswith(roots)), "")}
