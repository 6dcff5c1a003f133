"""Figures by team, where they say something of a team and not of a person."""

from __future__ import annotations

from collections.abc import Mapping

from service.doors.batch.report.tally import TeamGroup

FEWEST_CHILDREN = 10
OTHERS = "Other teams"


def teams_told(by_team: Mapping[str, TeamGroup]) -> tuple[tuple[str, TeamGroup], ...]:
    """Return teams with ten children or more, by name; the others as one group, at the end.

    Where those others have fewer than ten children among them, the smallest of the told ones joins them: else they
    could be reckoned from the whole. Nothing is returned where that leaves fewer than two groups.
    """
    large = {name: team for name, team in by_team.items() if team.children >= FEWEST_CHILDREN}
    others = TeamGroup()
    for name in sorted(by_team.keys() - large.keys()):
        others.take(by_team[name])
    while others.notes and others.children < FEWEST_CHILDREN and large:
        smallest = min(large, key=lambda name: (large[name].children, name))
        others.take(large.pop(smallest))
    told = sorted(large.items(), key=lambda named: (named[0].casefold(), named[0]))
    groups = (*told, *([(OTHERS, others)] if others.notes else []))
    return groups if len(groups) > 1 else ()
