"""Who speaks: from source phrases to persons, bodies, documents and groups, with role, affiliation and gender."""
