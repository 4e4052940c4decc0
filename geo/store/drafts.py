"""Proposals and roles as SQL: views to write to, what review does, and who may do what.

Editors write to the views of `draft`, from any program; each write becomes a proposal that keeps
who, when and what was before. A second person accepts it; publishing makes an edition of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from geo.store.lanes import LANES, dropped_lanes_sql, lanes_sql
from geo.store.tables import (
    PUBLISHED,
    TABLES,
    commented,
    comments_sql,
    literal,
    quoted,
    table_name,
)

ROLES = ("corridors_reader", "corridors_editor", "corridors_reviewer")
CHANNEL = "corridors_published"
AT_ONCE = "published_at_once"
# Of the tables that are of the store and of no contract.
_MEANINGS = {
    "store": {"version": "version of the schema", "made": "when it was made or led forward"},
    "files": {"name": "path in the data folder", "content": "what it holds, byte for byte"},
    "editions": {
        "number": "place among the editions",
        "edition_id": "year, month and number of the edition",
        "data_end": "last day that its data describe",
        "data_hash": "hash of its data",
        "published_by": "who published it",
        "published_at": "when",
        "note": "why, as the reviewer wrote",
        "pack": "the whole edition, as it can be read again",
    },
    "proposals": {
        "id": "number of the proposal",
        "table_name": "table of the row",
        "key": "key of the row",
        "before": "the row as it was published when it was proposed; nothing for a new one",
        "after": "the row as it shall be; nothing for one to be taken out",
        "proposed_by": "who proposed it",
        "proposed_at": "when, or when it was last changed",
        "state": "open, accepted, rejected, or replaced by a later one",
        "decided_by": "who accepted or rejected it",
        "decided_at": "when",
        "reason": "why, as the reviewer wrote",
    },
}

_HOUSEHOLD = """
CREATE TABLE corridors.store (version integer NOT NULL, made timestamptz NOT NULL DEFAULT now());
CREATE TABLE corridors.files (name text PRIMARY KEY, content bytea NOT NULL);
CREATE TABLE corridors.editions (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_id text NOT NULL UNIQUE CHECK (edition_id ~ '^\\d{4}\\.\\d{2}\\.\\d{1,3}$'),
  data_end date NOT NULL,
  data_hash text NOT NULL,
  published_by text NOT NULL DEFAULT session_user,
  published_at timestamptz NOT NULL DEFAULT now(),
  note text NOT NULL DEFAULT '',
  pack bytea NOT NULL
);
CREATE TABLE corridors.proposals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_name text NOT NULL,
  key jsonb NOT NULL,
  before jsonb,
  after jsonb,
  proposed_by text NOT NULL DEFAULT session_user,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected', 'replaced')),
  decided_by text,
  decided_at timestamptz,
  reason text NOT NULL DEFAULT '',
  CHECK (before IS NOT NULL OR after IS NOT NULL)
);
CREATE INDEX ON corridors.proposals (table_name, state);
"""

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION corridors.each_is_there() RETURNS trigger LANGUAGE plpgsql
SET search_path = corridors, public AS $$
DECLARE
  wanted text[];
  missing text;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO wanted USING NEW;
  EXECUTE format(
    'SELECT one FROM unnest($1) AS one WHERE one NOT IN (SELECT %I FROM corridors.%I) LIMIT 1',
    TG_ARGV[2], TG_ARGV[1]) INTO missing USING coalesce(wanted, '{}');
  IF missing IS NOT NULL THEN
    RAISE foreign_key_violation USING MESSAGE =
      format('%s.%s names %s, which is not in %s', TG_TABLE_NAME, TG_ARGV[0], missing, TG_ARGV[1]);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corridors.key_of(row_of jsonb, names text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_object_agg(name, row_of -> name) FROM unnest(names) AS name
$$;

CREATE OR REPLACE FUNCTION corridors.propose() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = corridors, public AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  becomes jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  the_key jsonb := corridors.key_of(coalesce(was, becomes), TG_ARGV);
  mine corridors.proposals;
  other corridors.proposals;
BEGIN
  IF was IS NOT NULL AND becomes IS NOT NULL
    AND the_key <> corridors.key_of(becomes, TG_ARGV) THEN
    RAISE check_violation
      USING MESSAGE = 'the id of a row stays; propose another row instead';
  END IF;
  -- Whatever cannot be in the table is told now, not at review.
  IF becomes IS NOT NULL THEN
    BEGIN
      IF was IS NULL AND EXISTS (
        SELECT 1 FROM corridors.proposals p WHERE p.table_name = TG_TABLE_NAME
        AND p.key = the_key AND p.state = 'open' AND p.proposed_by = session_user) THEN
        RAISE unique_violation USING MESSAGE = 'you have proposed a row of this id already';
      END IF;
      PERFORM corridors.tried(TG_TABLE_NAME, the_key, becomes);
    END;
  END IF;
  SELECT * INTO mine FROM corridors.proposals p WHERE p.table_name = TG_TABLE_NAME
    AND p.key = the_key AND p.state = 'open' AND p.proposed_by = session_user FOR UPDATE;
  IF FOUND THEN
    IF becomes IS NULL AND mine.before IS NULL THEN
      UPDATE corridors.proposals SET state = 'replaced' WHERE id = mine.id;
    ELSE
      UPDATE corridors.proposals SET after = becomes, proposed_at = now() WHERE id = mine.id;
    END IF;
    RETURN coalesce(NEW, OLD);
  END IF;
  SELECT * INTO other FROM corridors.proposals p WHERE p.table_name = TG_TABLE_NAME
    AND p.key = the_key AND p.state = 'open' ORDER BY p.id LIMIT 1;
  IF FOUND THEN
    RAISE WARNING '% has proposed a change of % too (proposal %, %); yours is kept beside it',
      other.proposed_by, the_key, other.id, other.proposed_at;
  END IF;
  INSERT INTO corridors.proposals (table_name, key, before, after)
    VALUES (TG_TABLE_NAME, the_key, was, becomes);
  RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION corridors.placed(name text, row_of jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = corridors, public AS $$
BEGIN
  EXECUTE format('INSERT INTO corridors.%1$I '
    'SELECT * FROM jsonb_populate_record(NULL::corridors.%1$I, $1)', name)
    USING jsonb_build_object('row_place', 'Infinity', 'file', 'layers/added.geojson')
      || jsonb_strip_nulls(row_of);
END $$;

CREATE OR REPLACE FUNCTION corridors.removed(name text, the_key jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = corridors, public AS $$
BEGIN
  EXECUTE format('DELETE FROM corridors.%I t WHERE to_jsonb(t) @> $1', name) USING the_key;
END $$;

-- Types, lists and ranges are tried on the table itself and undone.
CREATE OR REPLACE FUNCTION corridors.tried(name text, the_key jsonb, row_of jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = corridors, public AS $$
BEGIN
  PERFORM corridors.removed(name, the_key);
  PERFORM corridors.placed(name, row_of);
  RAISE EXCEPTION USING ERRCODE = 'TC001';
EXCEPTION WHEN SQLSTATE 'TC001' THEN
  NULL;
END $$;

CREATE OR REPLACE FUNCTION corridors.accept(the_id bigint, why text DEFAULT '') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = corridors, public AS $$
DECLARE
  one corridors.proposals;
  now_is jsonb;
BEGIN
  SELECT * INTO one FROM corridors.proposals WHERE id = the_id FOR UPDATE;
  IF NOT FOUND OR one.state <> 'open' THEN
    RAISE EXCEPTION 'proposal % is not open', the_id;
  END IF;
  IF one.proposed_by = session_user THEN
    RAISE insufficient_privilege USING MESSAGE =
      format('proposal %s is your own: a second person accepts it', the_id);
  END IF;
  EXECUTE format('SELECT to_jsonb(t) FROM corridors.%I t WHERE to_jsonb(t) @> $1', one.table_name)
    INTO now_is USING one.key;
  IF now_is IS DISTINCT FROM one.before THEN
    RAISE EXCEPTION
      'proposal % is about a row that has changed since: reject it, or propose it anew', the_id;
  END IF;
  PERFORM corridors.removed(one.table_name, one.key);
  IF one.after IS NOT NULL THEN
    PERFORM corridors.placed(one.table_name, coalesce(one.before, '{}') || one.after);
  END IF;
  UPDATE corridors.proposals
    SET state = 'accepted', decided_by = session_user, decided_at = now(), reason = why
    WHERE id = the_id;
END $$;

-- What is accepted is published in the same moment, checked and as an edition, or not accepted.
CREATE OR REPLACE FUNCTION corridors.published_at_once() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = corridors, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM corridors.editions WHERE published_at = now()) THEN
    RAISE EXCEPTION 'what is accepted is published at once: use corridors store review --accept';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION corridors.reject(the_id bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = corridors, public AS $$
BEGIN
  IF why = '' THEN
    RAISE EXCEPTION 'say why: who proposed it reads the reason';
  END IF;
  UPDATE corridors.proposals
    SET state = 'rejected', decided_by = session_user, decided_at = now(), reason = why
    WHERE id = the_id AND state = 'open';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'proposal % is not open', the_id;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION corridors.publish(
  the_edition text, the_end date, the_hash text, the_pack bytea, the_package bytea, why text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = corridors, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM corridors.proposals p WHERE p.state = 'accepted'
    AND p.decided_at = now() AND p.decided_by = session_user) THEN
    RAISE EXCEPTION 'nothing was accepted that could be published';
  END IF;
  UPDATE corridors.files SET content = the_package WHERE name = 'datapackage.json';
  INSERT INTO corridors.editions (edition_id, data_end, data_hash, pack, note)
    VALUES (the_edition, the_end, the_hash, the_pack, why);
  PERFORM pg_notify('corridors_published', the_edition);
END $$;
"""


def household_sql() -> str:
    """Return what makes the tables that are of the store and of no contract."""
    return _HOUSEHOLD


def triggers_sql() -> Iterator[str]:
    """Yield what holds, at the end of a transaction, that what is accepted is published."""
    yield f"DROP TRIGGER IF EXISTS {AT_ONCE} ON corridors.proposals"
    yield (
        f"CREATE CONSTRAINT TRIGGER {AT_ONCE} AFTER UPDATE ON corridors.proposals "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'accepted') "
        f"EXECUTE FUNCTION corridors.{AT_ONCE}()"
    )


def functions_sql() -> str:
    """Return what makes, or makes anew, every function."""
    return _FUNCTIONS


def views_sql() -> Iterator[str]:
    """Yield what makes the views of `draft`: what is published, with one's own open proposals."""
    yield from dropped_lanes_sql()
    for table in TABLES:
        base, view = table_name(table), table_name(table, "draft")
        names = ", ".join(literal(name) for name in table.key)
        mine = (
            f"p.table_name = {literal(table.name)} AND p.state = 'open' "
            "AND p.proposed_by = session_user"
        )
        yield f"DROP VIEW IF EXISTS {view}"
        yield (  # names and lists of this project's own contracts
            f"CREATE VIEW {view} AS SELECT t.* FROM {base} t WHERE NOT EXISTS (SELECT 1 FROM "
            f"corridors.proposals p WHERE {mine} AND to_jsonb(t) @> p.key) UNION ALL "
            f"SELECT (jsonb_populate_record(NULL::{base}, p.after)).* "
            f"FROM corridors.proposals p WHERE {mine} AND p.after IS NOT NULL"
        )
        yield (
            f"CREATE TRIGGER propose INSTEAD OF INSERT OR UPDATE OR DELETE ON {view} "
            f"FOR EACH ROW EXECUTE FUNCTION corridors.propose({names})"
        )
        yield from comments_sql(table)
        yield from comments_sql(table, "draft")
    for name, meanings in _MEANINGS.items():
        yield from commented(f"corridors.{name}", meanings)
    yield from lanes_sql()


def roles_sql() -> Iterator[str]:
    """Yield what makes the three roles, with no more than each needs."""
    reader, editor, reviewer = ROLES
    for role in ROLES:
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
    yield f"GRANT {reader} TO {editor}"
    yield f"GRANT {editor} TO {reviewer}"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA corridors FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA corridors TO {reader}"
    for table in TABLES:
        yield f"GRANT SELECT ON {table_name(table)} TO {reader}"
    for name in ("store", "files", "editions", LANES):
        yield f"GRANT SELECT ON {quoted(PUBLISHED)}.{quoted(name)} TO {reader}"
    yield f"GRANT USAGE ON SCHEMA draft TO {editor}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA draft TO {editor}"
    yield f"GRANT SELECT ON corridors.proposals TO {editor}"
    for function in (
        "accept(bigint, text)",
        "reject(bigint, text)",
        "publish(text, date, text, bytea, bytea, text)",
    ):
        yield f"GRANT EXECUTE ON FUNCTION corridors.{function} TO {reviewer}"
