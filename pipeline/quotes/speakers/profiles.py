"""Who the persons of an article are: role, body and gender, the same wherever they speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pipeline.english.nouns import Gender
from pipeline.english.roles import is_role
from pipeline.quotes.speakers import affiliation, gender, roles
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.introductions import owner
from pipeline.quotes.speakers.mentions import Referent
from pipeline.quotes.speakers.role_forms import Form
from pipeline.quotes.types import Offsets


class Profiles:
    """What sources tell of persons, and the profile that follows once all are resolved."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.sources: dict[str, list[Offsets]] = defaultdict(list)  # phrases that were found to mean a person
        self.pronouns: dict[str, list[Gender]] = defaultdict(list)
        self._profiles: dict[str, dict[str, Any]] = {}

    def finished(self, found: Resolved | None) -> Resolved | None:
        """The speaker with role, body and gender; ask when all sources of the article are resolved."""
        if found is None or found.speaker.type != "person" or found.speaker.entity is None:
            return found
        entity = found.speaker.entity
        if entity not in self._profiles:
            self._profiles[entity] = self._profile(self.discourse.mentions.people[entity])
        return Resolved(found.speaker.model_copy(update=self._profiles[entity]), found.phrase)

    def _profile(self, referent: Referent) -> dict[str, Any]:
        """The fields of a person's record that say who they are."""
        known, span = self.discourse.mentions, self.discourse.article.span
        forms = roles.gathered(self.discourse.places, known, referent, self.sources[referent.entity])
        role = roles.choose(known, forms)
        place = role.span if role else None
        apart = [f for f in forms if f.how != "source" and is_role(known.text[slice(*f.span)])]
        said = [span(s) for s in (_apart(role, apart) if role else ())]
        chosen = affiliation.choose(known.text, affiliation.bodies(known, referent, place), place)
        body = chosen.mention if chosen else owner(self.discourse, place) if place else None
        return {
            "role": said[0] if said else None,
            "roles": said,
            "affiliation": span((body.start, body.end)) if body else None,
            **gender.shown(known, referent, self.pronouns[referent.entity], [r.text for r in said]),
        }


def _apart(role: Form, forms: Sequence[Form]) -> list[Offsets]:
    """The role, and the longest of the others that say what somebody is, each stretch once, in text order."""
    found = [role.span]
    for form in sorted(forms, key=lambda f: f.span[0] - f.span[1]):
        if not any(s < form.span[1] and form.span[0] < e for s, e in found):
            found.append(form.span)
    return [found[0], *sorted(found[1:])]
