"""The store's tables as SQL, made from the contracts: types, closed lists, ranges, references.

What belongs here: from a contract to a table, and a cell's way there and back. What does not:
views, functions and roles (`geo/store/drafts.py`), rows (`geo/store/reading.py`). Names and lists
come from the contracts of this project alone; they are quoted all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geo.crs import SRID
from geo.records.contract import Column, Form, Table
from geo.records.schema.every import CSV_TABLES
from geo.records.schema.lines import LEGS, NODES

# Of the schema; an older store is led forward by `store init`.
VERSION = 3
PUBLISHED = "corridors"
SHAPED = {NODES.name: "Point", LEGS.name: "LineString"}
TABLES: tuple[Table, ...] = (NODES, LEGS, *CSV_TABLES)
# Columns of ours beside those of a contract: the place in its file, and the file of an alignment.
PLACE, FILE, SHAPE = "row_place", "file", "geometry"
LISTS = frozenset((Form.IDS, Form.CODES, Form.TEXTS, Form.CHOICES))

_TYPES = {
    Form.NUMBER: "numeric",
    Form.INTEGER: "integer",
    Form.FLAG: "boolean",
    **dict.fromkeys(LISTS, "text[]"),
}
_ID = "^[A-Za-z0-9][A-Za-z0-9_]*$"
_DATE = r"^(\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?)?$"


def quoted(name: str) -> str:
    """Return a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def table_name(table: Table, schema: str = PUBLISHED) -> str:
    """Return a table's whole name."""
    return f"{quoted(schema)}.{quoted(table.name)}"


def stored_columns(table: Table) -> list[str]:
    """Return the names of all columns that a row of the store has, in order."""
    more = [FILE, SHAPE] if table.name in SHAPED else []
    return [column.name for column in table.columns] + more + [PLACE]


def tables_sql() -> Iterator[str]:
    """Yield what makes every table, then what refers from one to another."""
    for table in TABLES:
        yield _table_sql(table)
        if table.name in SHAPED:
            name = quoted(f"{table.name}_{SHAPE}")
            yield f"CREATE INDEX {name} ON {table_name(table)} USING gist ({quoted(SHAPE)})"
    for table in TABLES:
        yield from _references(table)


def _table_sql(table: Table) -> str:
    lines = [_column_sql(column) for column in table.columns]
    if table.name in SHAPED:
        lines.append(f"{quoted(FILE)} text NOT NULL DEFAULT {literal(table.file)}")
        lines.append(f"{quoted(SHAPE)} geometry({SHAPED[table.name]}, {SRID}) NOT NULL")
    lines.append(f"{quoted(PLACE)} double precision NOT NULL DEFAULT 'infinity'")
    lines.append(f"PRIMARY KEY ({', '.join(quoted(name) for name in table.key)})")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {table_name(table)} (\n  {body}\n)"


def _column_sql(column: Column) -> str:
    name, kind = quoted(column.name), _TYPES.get(column.form, "text")
    needed = " NOT NULL" if column.required else ""
    if column.form is Form.DATE:
        needed = " NOT NULL DEFAULT ''"  # an undated one is empty, and may be part of a key
    rules = " AND ".join(_rules(column, name))
    return f"{name} {kind}{needed}" + (f" CHECK ({rules})" if rules else "")


def _rules(column: Column, name: str) -> Iterator[str]:
    if column.minimum is not None:
        yield f"{name} >= {column.minimum!r}"
    if column.maximum is not None:
        yield f"{name} <= {column.maximum!r}"
    if column.choices is not None:
        listed = ", ".join(literal(choice.value) for choice in column.choices)
        is_list = column.form in LISTS
        yield f"{name} <@ ARRAY[{listed}]" if is_list else f"{name} IN ({listed})"
    if column.form is Form.ID:
        yield f"{name} ~ {literal(_ID)}"
    if column.form is Form.CODE:
        yield f"{name} ~ '^[A-Z]{{3}}$'"
    if column.form is Form.DATE:
        yield f"{name} ~ {literal(_DATE)}"
    if column.form is Form.URL:
        yield f"{name} ~ '^https?://'"


def comments_sql(table: Table, schema: str = PUBLISHED) -> Iterator[str]:
    """Yield what says of every column what it means, of a table or of its drafts."""
    told = {column.name: column.meaning for column in table.columns}
    told[PLACE] = "place of the row in its file; new rows come last"
    if table.name in SHAPED:
        told |= {FILE: "the file it is dumped to", SHAPE: "longitude, latitude, WGS 84"}
    yield from commented(table_name(table, schema), told)


def commented(name: str, meanings: Mapping[str, str]) -> Iterator[str]:
    """Yield what says of columns of a table or view what they mean."""
    for column, meaning in meanings.items():
        yield f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(meaning)}"


def _references(table: Table) -> Iterator[str]:
    """Yield foreign keys, checked when a transaction ends; of lists a trigger of the same kind."""
    for column in table.columns:
        other, _, wanted = column.refers_to.partition(".")
        found = next((one for one in TABLES if one.name == other), None)
        if found is None:
            continue
        if column.form in LISTS:
            yield _list_reference(table, column, found, wanted)
        elif found.key == (wanted,):
            yield (
                f"ALTER TABLE {table_name(table)} ADD FOREIGN KEY ({quoted(column.name)}) "
                f"REFERENCES {table_name(found)} ({quoted(wanted)}) DEFERRABLE INITIALLY DEFERRED"
            )


def _list_reference(table: Table, column: Column, other: Table, wanted: str) -> str:
    name = quoted(f"{table.name}_{column.name}_there")
    return (
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE ON {table_name(table)} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION corridors.each_is_there("
        f"{literal(column.name)}, {literal(other.name)}, {literal(wanted)})"
    )


def cell_sql(column: Column) -> str:
    """Return the expression that gives a column as the text of a CSV cell."""
    name = quoted(column.name)
    text = f"array_to_string({name}, ';')" if column.form in LISTS else f"{name}::text"
    return f"coalesce({text}, '')"


def value_of(column: Column, cell: str) -> object:
    """Return a cell's text as the database takes it; an empty one is nothing."""
    if column.form in LISTS:
        return [part.strip() for part in cell.split(";")] if cell else []
    if column.form is Form.DATE:
        return cell
    return cell or None
