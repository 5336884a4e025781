package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServers;

/** MariaDB. */
@OnEngine(Engine.MARIADB)
class MariadbTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return TestDatabase.target(SqlServers.mariadb());
  }
}
