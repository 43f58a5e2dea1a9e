"""The processes of a scenario, by name and by dyad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.hints import did_you_mean
from detente.ontology.acts import Act, ActClass
from detente.planes.process import Process


class Processes:
    """The processes of a scenario.

    Parameters
    ----------
    processes : sequence of Process
    groups : mapping of str to sequence of process ids
    """

    def __init__(self, processes: Sequence[Process], groups: Mapping[str, Sequence[str]]) -> None:
        self.all = processes
        self.groups = groups
        self._ids = {process.id for process in processes}
        self._by_dyad: dict[str, list[Process]] = {}
        for process in processes:
            for dyad in process.dyads:
                self._by_dyad.setdefault(dyad, []).append(process)

    def select(self, names: Iterable[str]) -> list[Process]:
        """Processes by id or by the name of a group, each once, in the scenario's order.

        Raises
        ------
        ScenarioError
            If a name is neither; proposes the nearest.
        """
        wanted: set[str] = set()
        faults = Faults(ScenarioError)
        for name in names:
            if name in self.groups:
                wanted.update(self.groups[name])
            elif name in self._ids:
                wanted.add(name)
            else:
                known = [*(process.id for process in self.all), *self.groups]
                faults.tell(
                    _("no process or group '{name}'{hint}").format(
                        name=name, hint=did_you_mean(name, known)
                    )
                )
        faults.settle()
        return [process for process in self.all if process.id in wanted]

    def doing(self, dyad: str, acts: ActClass) -> list[Process]:
        """Those of a dyad or pair whose act is of a class, of several parties among them."""
        return [p for p in self._by_dyad.get(dyad, ()) if acts.contains(p.act)]

    def dyads_of(self, acts: ActClass) -> list[str]:
        """Dyads and pairs on which one does an act of a class."""
        return [dyad for p in self.all if acts.contains(p.act) for dyad in p.dyads]

    def alike(self, dyad: str, act: Act) -> list[Process]:
        """Those of an act on a dyad, between all its parties: one for each counterpart."""
        return [p for p in self._by_dyad.get(dyad, ()) if p.dyad == dyad and p.act == act]

    def at_risk(self, dyad: str, act: Act, day: int) -> list[Process]:
        """Those of an act on a dyad that may happen on a day: one for each counterpart."""
        return [p for p in self.alike(dyad, act) if p.first_day <= day <= p.last_day]
