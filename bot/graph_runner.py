"""Runs a model's graph without planning it again for every message."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

if TYPE_CHECKING:
    from collections.abc import Callable

    from rasa.engine.graph import GraphNode


class _Step(NamedTuple):
    """One node of a plan, called without the node around its component."""

    name: str
    run: Callable[..., Any]
    needs: tuple[tuple[str, str], ...]
    """Each parameter with the node or input that gives its value."""


class PlannedGraphRunner(DaskGraphRunner):  # type: ignore[misc]
    """Rasa's runner, with the order of the nodes worked out once per target.

    Rasa cuts the graph to the targets, builds a dask graph and formats a debug line with all inputs on every run, and
    each node collects its inputs and looks for hooks, of which a served model has none.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, ...], list[_Step]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run the nodes that the targets need (see parent class); what a component raises is not wrapped.

        Raises:
            GraphRunError: An input has the name of a node, or a component is not loaded with the model.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        results = dict(inputs or {})
        plan = self._plan(wanted)
        if hidden := [step.name for step in plan if step.name in results]:
            raise GraphRunError(f"Inputs have names of nodes: {', '.join(hidden)}.")
        for step in plan:
            results[step.name] = step.run(**{parameter: results[giver] for parameter, giver in step.needs})
        return {name: results[name] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[_Step]:
        plan = self._plans.get(targets)
        if plan is None:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            order: list[str] = []
            for name in nodes:
                _visit(name, nodes, order)
            plan = [_step(self._instantiated_nodes[name], tuple(nodes[name].needs.items())) for name in order]
            self._plans[targets] = plan
        return plan


def _step(node: GraphNode, needs: tuple[tuple[str, str], ...]) -> _Step:
    if node._component is None:
        raise GraphRunError(f"The component of {node._node_name} is not loaded with the model.")
    return _Step(node._node_name, partial(node._fn, node._component), needs)


def _visit(name: str, nodes: dict[str, Any], order: list[str]) -> None:
    """Append a node behind everything it needs; a trained graph has no circles."""
    if name in order or name not in nodes:
        return
    for need in nodes[name].needs.values():
        _visit(need, nodes, order)
    order.append(name)
