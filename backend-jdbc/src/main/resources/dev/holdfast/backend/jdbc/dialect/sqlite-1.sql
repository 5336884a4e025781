CREATE TABLE IF NOT EXISTS ${prefix}collection (
  num INTEGER PRIMARY KEY,
  namespace BLOB NOT NULL,
  name BLOB NOT NULL,
  UNIQUE (namespace, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ${prefix}cell (
  num INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL,
  id BLOB NOT NULL,
  listed INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  touched INTEGER NOT NULL,
  counters BLOB NOT NULL,
  state BLOB NOT NULL,
  head BLOB,
  UNIQUE (collection, id)
) STRICT;

CREATE INDEX IF NOT EXISTS ${prefix}cell_listed ON ${prefix}cell (collection, listed, id, counters);

CREATE INDEX IF NOT EXISTS ${prefix}cell_touched ON ${prefix}cell (touched);

CREATE TABLE IF NOT EXISTS ${prefix}entry (
  cell INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  position BLOB NOT NULL,
  marks BLOB NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (cell, incarnation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ${prefix}row (
  cell INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  row_key BLOB NOT NULL,
  version INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (cell, incarnation, row_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ${prefix}writer (
  cell INTEGER NOT NULL,
  writer BLOB NOT NULL,
  committed_at INTEGER NOT NULL,
  result BLOB NOT NULL,
  PRIMARY KEY (cell, writer)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ${prefix}garbage (
  cell INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (cell, incarnation)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ${prefix}garbage_due ON ${prefix}garbage (due);
