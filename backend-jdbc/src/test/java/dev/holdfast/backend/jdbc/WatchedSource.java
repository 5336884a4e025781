package dev.holdfast.backend.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Counts what goes to the database and back, loses a reply when told to, and lets a test act. */
final class WatchedSource implements DataSource {

  /** Makes connections. */
  interface Opener {
    Connection open() throws SQLException;
  }

  /** What a test does between a statement and its reply. */
  interface Interference {
    void after(String text) throws Exception;
  }

  private final Opener opener;
  private final AtomicInteger roundTrips = new AtomicInteger();
  private volatile Thread counted = Thread.currentThread();
  private volatile Predicate<String> lostReply = text -> false;
  private volatile Interference interference = text -> {};

  WatchedSource(Opener opener) {
    this.opener = opener;
  }

  /** Returns how many round trips {@code work} takes; those of other threads do not count. */
  int roundTrips(Runnable work) {
    counted = Thread.currentThread();
    int before = roundTrips.get();
    work.run();
    return roundTrips.get() - before;
  }

  /** Loses the next reply to a statement, or to {@code COMMIT}, that {@code which} selects. */
  void loseReplyTo(Predicate<String> which) {
    lostReply = which;
  }

  /** Does {@code what} after each statement, and before anybody hears of it. */
  void interfere(Interference what) {
    interference = what;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = opener.open();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          String name = method.getName();
          if (name.equals("prepareStatement")) {
            String sql = (String) arguments[0];
            return proxy(PreparedStatement.class, statement(connection.prepareStatement(sql), sql));
          } else if (name.equals("createStatement")) {
            return proxy(Statement.class, statement(connection.createStatement(), ""));
          } else if (name.equals("commit") || name.equals("rollback")) {
            return trip("COMMIT", method, connection, arguments);
          }
          return invoke(method, connection, arguments);
        });
  }

  private Call statement(Statement statement, String sql) {
    return (method, arguments) -> {
      String text = sql.isEmpty() && arguments != null ? String.valueOf(arguments[0]) : sql;
      return method.getName().startsWith("execute")
          ? trip(text, method, statement, arguments)
          : invoke(method, statement, arguments);
    };
  }

  private Object trip(String text, Method method, Object target, Object[] arguments)
      throws Throwable {
    if (Thread.currentThread() == counted) {
      roundTrips.incrementAndGet();
    }
    Object reply = invoke(method, target, arguments);
    if (lostReply.test(text)) {
      lostReply = later -> false;
      throw new SQLException("The connection was cut.", "08006");
    }
    interference.after(text);
    return reply;
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    InvocationHandler handler = (self, method, arguments) -> call.on(method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return new PrintWriter(PrintWriter.nullWriter());
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("There is nothing below.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
