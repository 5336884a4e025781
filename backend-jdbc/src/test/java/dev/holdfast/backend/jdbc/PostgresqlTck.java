package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServers;

/** PostgreSQL. */
@OnEngine(Engine.POSTGRESQL)
class PostgresqlTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return TestDatabase.target(SqlServers.postgresql());
  }
}
