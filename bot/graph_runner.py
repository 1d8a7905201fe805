"""Runs a model's graph without planning it again for every message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

if TYPE_CHECKING:
    from rasa.engine.graph import GraphNode


class PlannedGraphRunner(DaskGraphRunner):  # type: ignore[misc]
    """Rasa's runner, with the order of the nodes worked out once per target.

    Rasa cuts the graph to the targets, builds a dask graph and formats a debug line with all inputs on every run.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, ...], list[tuple[str, GraphNode, tuple[str, ...]]]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run the nodes that the targets need (see parent class).

        Raises:
            GraphRunError: An input has the name of a node.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._plan(wanted):
            if name in results:
                raise GraphRunError(f"The input {name} has the name of a node.")
            results[name] = node(*(results.get(need, need) for need in needs))
        return {name: results[name][1] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        plan = self._plans.get(targets)
        if plan is None:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            order: list[str] = []
            for name in nodes:
                _visit(name, nodes, order)
            plan = [(name, self._instantiated_nodes[name], tuple(nodes[name].needs.values())) for name in order]
            self._plans[targets] = plan
        return plan


def _visit(name: str, nodes: dict[str, Any], order: list[str]) -> None:
    """Append a node behind everything it needs; a trained graph has no circles."""
    if name in order or name not in nodes:
        return
    for need in nodes[name].needs.values():
        _visit(need, nodes, order)
    order.append(name)
