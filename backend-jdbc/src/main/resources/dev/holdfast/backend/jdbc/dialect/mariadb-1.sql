CREATE TABLE IF NOT EXISTS ${prefix}collection (
  num BIGINT PRIMARY KEY,
  namespace VARBINARY(128) NOT NULL,
  name VARBINARY(128) NOT NULL,
  UNIQUE (namespace, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE TABLE IF NOT EXISTS ${prefix}cell (
  num BIGINT NOT NULL,
  collection BIGINT NOT NULL,
  id VARBINARY(512) NOT NULL,
  listed SMALLINT NOT NULL,
  updated_at BIGINT NOT NULL,
  stamp BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  touched BIGINT NOT NULL,
  counters VARBINARY(571) NOT NULL,
  state LONGBLOB NOT NULL,
  head LONGBLOB,
  PRIMARY KEY (collection, id),
  UNIQUE (num)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE INDEX IF NOT EXISTS ${prefix}cell_touched ON ${prefix}cell (touched);

CREATE TABLE IF NOT EXISTS ${prefix}entry (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  position BINARY(16) NOT NULL,
  marks VARBINARY(2048) NOT NULL,
  content LONGBLOB NOT NULL,
  PRIMARY KEY (cell, incarnation, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE TABLE IF NOT EXISTS ${prefix}row (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  row_key VARBINARY(1024) NOT NULL,
  version BIGINT NOT NULL,
  content LONGBLOB NOT NULL,
  PRIMARY KEY (cell, incarnation, row_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE TABLE IF NOT EXISTS ${prefix}writer (
  cell BIGINT NOT NULL,
  writer BINARY(16) NOT NULL,
  committed_at BIGINT NOT NULL,
  result LONGBLOB NOT NULL,
  PRIMARY KEY (cell, writer)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE TABLE IF NOT EXISTS ${prefix}garbage (
  cell BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  due BIGINT NOT NULL,
  PRIMARY KEY (cell, incarnation)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC;

CREATE INDEX IF NOT EXISTS ${prefix}garbage_due ON ${prefix}garbage (due);
