CREATE TABLE IF NOT EXISTS ${prefix}collection (
  num bigint PRIMARY KEY,
  namespace bytea NOT NULL,
  name bytea NOT NULL,
  UNIQUE (namespace, name)
);

CREATE TABLE IF NOT EXISTS ${prefix}cell (
  num bigint PRIMARY KEY,
  collection bigint NOT NULL,
  id bytea NOT NULL,
  listed smallint NOT NULL,
  updated_at bigint NOT NULL,
  stamp bigint NOT NULL,
  bytes bigint NOT NULL,
  touched bigint NOT NULL,
  counters bytea NOT NULL,
  state bytea NOT NULL,
  head bytea,
  UNIQUE (collection, id)
) WITH (fillfactor = 70);

CREATE INDEX IF NOT EXISTS ${prefix}cell_listed ON ${prefix}cell (collection, listed, id);

CREATE TABLE IF NOT EXISTS ${prefix}entry (
  cell bigint NOT NULL,
  incarnation bigint NOT NULL,
  position bytea NOT NULL,
  marks bytea NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (cell, incarnation, position)
) WITH (toast_tuple_target = 4080);

CREATE TABLE IF NOT EXISTS ${prefix}row (
  cell bigint NOT NULL,
  incarnation bigint NOT NULL,
  row_key bytea NOT NULL,
  version bigint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (cell, incarnation, row_key)
);

CREATE TABLE IF NOT EXISTS ${prefix}writer (
  cell bigint NOT NULL,
  writer bytea NOT NULL,
  committed_at bigint NOT NULL,
  result bytea NOT NULL,
  PRIMARY KEY (cell, writer)
);

CREATE TABLE IF NOT EXISTS ${prefix}garbage (
  cell bigint NOT NULL,
  incarnation bigint NOT NULL,
  due bigint NOT NULL,
  PRIMARY KEY (cell, incarnation)
);

CREATE INDEX IF NOT EXISTS ${prefix}garbage_due ON ${prefix}garbage (due);
