package dev.holdfast.testservers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to get into a Redis server.
 *
 * @param user the user, {@code null} for the default one
 * @param password the password, {@code null} for none
 * @param certificate the certificate to trust, which says that the server speaks TLS
 */
record RedisLogin(@Nullable String user, @Nullable String password, @Nullable Path certificate) {

  static final RedisLogin NONE = new RedisLogin(null, null, null);
}
