"""What all measures share: the clients, the turns they take, and what came of it."""

import os
from dataclasses import asdict, dataclass, field, replace
from typing import Callable, Dict, List

from .client import Client, Task
from .clients import LIMIT, bare, choose
from .load import LoadServer, Plan, Run
from .setup import Setup

MORE_BARE_RUNS = 5
# Above it the kernel's copying is most of the work, on both sides alike: no client can be half as
# fast as another.
SMALL = 16 * 1024


@dataclass
class Bench:
    setup: Setup
    server: LoadServer
    names: List[str]
    rounds: int
    starts: int
    sizes: List[int]
    flights: List[int]
    warmup: int
    count: int
    progress: Callable[[str], None]
    rate: float = 0  # of the open loop; 0 = it is found
    smoke: bool = False  # numbers that mean nothing, as fast as possible
    stream_bytes: int = 200_000_000
    raw: List[dict] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)
    faults: List[str] = field(default_factory=list)  # why the numbers are not to be believed
    _chosen: Dict[Task, List[Client]] = field(default_factory=dict)

    def clients(self, task: Task) -> List[Client]:
        """The chosen ones that can do it here; of the others it notes why not."""
        if task not in self._chosen:
            clients = choose(self.setup, self.names, task)
            self._chosen[task] = [client for client in clients if client.available()]
            self.notes += [
                f"{client.name} is not measured ({task.name.lower()}): {client.missing}"
                for client in clients
                if not client.available()
            ]
        return self._chosen[task]

    def measure(self, client: Client, plan: Plan, label: str) -> Run:
        self.progress(f"{label}: {client.name}")
        run = self.server.measure(client, plan)
        self.raw.append({"measure": label, "client": client.name, **asdict(plan), **run.raw})
        return run

    def in_turns(self, clients: List[Client], plan: Plan, rounds: int, label: str) -> Dict[str, List[Run]]:
        """Each client once in each round, and the bare client that shows what the server can do."""
        runs: Dict[str, List[Run]] = {client.name: [] for client in clients}
        bare_rates: List[float] = []
        for turn in range(rounds):
            here = f"{label}, round {turn + 1} of {rounds}"
            for client in clients:
                runs[client.name].append(self.measure(client, plan, here))
            bare_rates.append(self.measure(bare(self.setup), replace(plan, answer=""), here).per_second)
        if not self.smoke:
            self._check_headroom(plan, runs, max(bare_rates))
        return runs

    def _check_headroom(self, plan: Plan, runs: Dict[str, List[Run]], most: float) -> None:
        """Other programs can only make the bare client look slower, so its best run counts, and on
        a busy machine it gets more of them; the clients' best runs stay what they are."""
        real = [run for name, of_client in runs.items() if name != LIMIT for run in of_client]
        if not real:
            return
        fastest = max(run.per_second for run in real)
        for again in range(MORE_BARE_RUNS if plan.size <= SMALL else 0):
            if most > 2 * fastest:
                break
            label = f"headroom of {plan}, again {again + 1}"
            most = max(most, self.measure(bare(self.setup), replace(plan, answer=""), label).per_second)
        told = f"{plan}: the load server serves the bare client at {most / fastest:.1f}x the fastest client's rate"
        if most > 2 * fastest or plan.size > SMALL:
            self.notes.append(told)
        else:
            self.faults.append(f"{told}, not at more than 2x: it measured itself")


def busy() -> str:
    """What the load says against measuring now; empty when nothing."""
    load = os.getloadavg()[0]
    if load <= 1:
        return ""
    return (
        f"The machine was busy before (load {load:.1f}): rates and starts are noise, and of the"
        " rest only the medians count."
    )
