"""Compile queries as Django does, but what a whole row is read by only once for each model."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.db.backends.postgresql import compiler
from django.db.models.sql.compiler import SQLCompiler as BaseSQLCompiler

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler

ALL_COLUMNS: tuple[frozenset[str], bool] = (frozenset(), True)


class _Row(NamedTuple):
    """How all columns of a model are selected, and how their values are read."""

    select: list[Any]
    columns: list[Any]
    converters: dict[int, Any]


# A model's columns never change while a process runs.
_rows: dict[type, _Row] = {}


class SQLCompiler(BaseSQLCompiler):
    """
    Remembers how a model's whole row is selected.

    Django works it out, column by column, at each query: a third of what most queries cost before
    they are sent.
    """

    _row: _Row | None = None

    def get_select(self, with_col_aliases: bool = False) -> Any:
        """Return columns with their SQL, what object they make, and where annotations stand."""
        if with_col_aliases or not self._reads_whole_rows():
            return super().get_select(with_col_aliases=with_col_aliases)
        model: Any = self.query.model
        row = _rows.get(model)
        if row is None:
            select, made, annotations = super().get_select()
            columns = [column for column, _, _ in select]
            _rows[model] = _Row(select, columns, super().get_converters(columns))
            return select, made, annotations
        self._row = row
        made = {"model": model, "select_fields": list(range(len(row.select)))}
        return list(row.select), made, {}

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        """Return by position what makes a value of a column's."""
        if self._row is not None and expressions == self._row.columns:
            return self._row.converters
        return super().get_converters(expressions)

    def _reads_whole_rows(self) -> bool:
        """Tell whether all columns of one table are read, under its own name, and nothing else."""
        query, options = self.query, self.query.get_meta()
        return (
            options is not None
            and query.default_cols
            and not query.select
            and query.selected is None
            and not query.extra_select
            and not query.annotation_select
            and not query.select_related
            and query.deferred_loading == ALL_COLUMNS
            and options.apps is apps
            and options.concrete_model is query.model
            and not options.parents
            and query.get_initial_alias() == options.db_table
        )
