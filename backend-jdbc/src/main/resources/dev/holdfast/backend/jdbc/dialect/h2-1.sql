CREATE TABLE IF NOT EXISTS ${prefix}collection (
  num BIGINT PRIMARY KEY,
  namespace VARBINARY(128) NOT NULL,
  name VARBINARY(128) NOT NULL,
  UNIQUE (namespace, name)
);

CREATE TABLE IF NOT EXISTS ${prefix}cell (
  num BIGINT PRIMARY KEY,
  collection BIGINT NOT NULL,
  id VARBINARY(512) NOT NULL,
  listed SMALLINT NOT NULL,
  updated_at BIGINT NOT NULL,
  stamp BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  touched BIGINT NOT NULL,
  counters VARBINARY(571) NOT NULL,
  state VARBINARY(1048576) NOT NULL,
  head VARBINARY(1048576),
  UNIQUE (collection, id)
);

CREATE INDEX IF NOT EXISTS ${prefix}cell_listed ON ${prefix}cell (collection, listed, id, counters);

CREATE INDEX IF NOT EXISTS ${prefix}cell_touched ON ${prefix}cell (touched);

CREATE TABLE IF NOT EXISTS ${prefix}entry (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  position BINARY(16) NOT NULL,
  marks VARBINARY(2048) NOT NULL,
  content VARBINARY(1048576) NOT NULL,
  PRIMARY KEY (cell, incarnation, position)
);

CREATE TABLE IF NOT EXISTS ${prefix}row (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  row_key VARBINARY(1024) NOT NULL,
  version BIGINT NOT NULL,
  content VARBINARY(1048576) NOT NULL,
  PRIMARY KEY (cell, incarnation, row_key)
);

CREATE TABLE IF NOT EXISTS ${prefix}writer (
  cell BIGINT NOT NULL,
  writer BINARY(16) NOT NULL,
  committed_at BIGINT NOT NULL,
  result VARBINARY(1048576) NOT NULL,
  PRIMARY KEY (cell, writer)
);

CREATE TABLE IF NOT EXISTS ${prefix}garbage (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  due BIGINT NOT NULL,
  PRIMARY KEY (cell, incarnation)
);

CREATE INDEX IF NOT EXISTS ${prefix}garbage_due ON ${prefix}garbage (due);
