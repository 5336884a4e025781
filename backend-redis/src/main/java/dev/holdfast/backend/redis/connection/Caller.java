package dev.holdfast.backend.redis.connection;

import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to the servers that keep their keys, and sees each to a defined end within its
 * deadline.
 *
 * <p>Redirections are followed, refusals that pass are waited out, a command whose connection was
 * lost is sent again only where that does no harm. Everything else ends in an exception of
 * Holdfast's own. Thread-safe.
 */
public final class Caller {

  private static final Duration PAUSE = Duration.ofMillis(10);

  /** How often a lost connection is made anew for one command; a server that is down says so. */
  private static final int MOST_RECONNECTS = 2;

  private final Servers servers;
  private volatile boolean closed;

  /** Sends to {@code servers}. */
  public Caller(Servers servers) {
    this.servers = servers;
  }

  /** Returns the servers. */
  public Servers servers() {
    return servers;
  }

  /**
   * Refuses to work once closed.
   *
   * @throws dev.holdfast.error.ClosedException if it is
   */
  public void refuseIfClosed(String what) {
    if (closed) {
      throw Failures.closed(what);
    }
  }

  /** Sends {@code command} to the server that keeps {@code key} and returns the reply. */
  public <T> T call(Bytes key, Effect effect, String what, Command<T> command, Deadline deadline) {
    refuseIfClosed(what);
    deadline.check(what);
    return new Attempts<>(key, null, effect, what, command, deadline).run();
  }

  /** Sends {@code command} to one server and returns the reply. */
  public <T> T callAt(Node node, String what, Command<T> command, Deadline deadline) {
    refuseIfClosed(what);
    deadline.check(what);
    return new Attempts<>(Bytes.EMPTY, node, Effect.REPEATABLE, what, command, deadline).run();
  }

  /** Sends a repeatable command without waiting; {@link Pending#reply} waits. */
  public <T> Pending<T> start(Bytes key, String what, Command<T> command, Deadline deadline) {
    refuseIfClosed(what);
    deadline.check(what);
    var attempts = new Attempts<>(key, null, Effect.REPEATABLE, what, command, deadline);
    attempts.start();
    return attempts::run;
  }

  /**
   * A command under way.
   *
   * @param <T> what it is answered with
   */
  @FunctionalInterface
  public interface Pending<T> {

    /** Waits for the reply. */
    T reply();
  }

  /** Refuses everything from now on; the {@link Connector} ends what is under way. */
  public void close() {
    closed = true;
  }

  private record Flight<T>(Node node, CompletionStage<T> reply) {}

  /** One command on its way to a reply. */
  private final class Attempts<T> {

    private final Bytes key;
    private final Effect effect;
    private final String what;
    private final Deadline deadline;
    private Command<T> command;
    private final @Nullable Node fixed;
    private @Nullable Node next;
    private boolean asked;
    private int reconnects;
    private @Nullable Flight<T> flight;

    Attempts(
        Bytes key,
        @Nullable Node fixed,
        Effect effect,
        String what,
        Command<T> command,
        Deadline deadline) {
      this.key = key;
      this.fixed = fixed;
      this.effect = effect;
      this.what = what;
      this.command = command;
      this.deadline = deadline;
    }

    Flight<T> send() {
      try {
        Node node = next != null ? next : fixed != null ? fixed : servers.of(key, what, deadline);
        next = null;
        CompletionStage<T> reply =
            asked
                ? node.sendAsked(command, what, deadline)
                : command.send(node.connection(what, deadline).async());
        asked = false;
        return new Flight<>(node, reply);
      } catch (UnavailableException e) {
        servers.refresh();
        throw closed ? Failures.closed(what) : e;
      }
    }

    void start() {
      flight = send();
    }

    T run() {
      while (true) {
        Flight<T> under = flight == null ? send() : flight;
        Node node = under.node();
        flight = null;
        try {
          return Waiting.reply(under.reply(), deadline);
        } catch (InterruptedException e) {
          throw Waiting.interrupted(what, effect, e);
        } catch (TimeoutException e) {
          node.probe();
          throw Failures.late(what, node, effect, e);
        } catch (CancellationException e) {
          lost(node, e);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RedisCommandExecutionException refusal) {
            refused(node, refusal);
          } else if (e.getCause() instanceof HoldfastException damage) {
            throw damage; // found in reading the reply
          } else {
            lost(node, e.getCause() == null ? e : e.getCause());
          }
        }
      }
    }

    /** Returns if the command is to be sent again. */
    private void refused(Node node, RedisCommandExecutionException refusal) {
      String word = Failures.word(refusal);
      if (refusal instanceof RedisNoScriptException) {
        command = command.whole();
      } else if (word.equals("MOVED")) {
        next = servers.moved(Redirect.read(String.valueOf(refusal.getMessage())));
      } else if (word.equals("ASK")) {
        next = servers.named(Redirect.read(String.valueOf(refusal.getMessage())));
        asked = true;
      } else if (Failures.isDemoted(refusal)) {
        node.reset();
        servers.refresh();
        pauseAfter(Failures.refused(what, node, Effect.REPEATABLE, refusal));
      } else if (Failures.isPassing(refusal)) {
        servers.refresh();
        pauseAfter(Failures.refused(what, node, Effect.REPEATABLE, refusal));
      } else {
        throw Failures.refused(what, node, effect, refusal);
      }
    }

    private void lost(Node node, Throwable failure) {
      if (closed && (effect == Effect.REPEATABLE || Failures.isUnsent(failure))) {
        throw Failures.closed(what);
      }
      boolean harmless = effect == Effect.REPEATABLE || Failures.isUnsent(failure);
      if (!harmless || ++reconnects > MOST_RECONNECTS) {
        throw Failures.lost(what, node, harmless ? Effect.REPEATABLE : effect, failure);
      }
      servers.refresh();
    }

    private void pauseAfter(HoldfastException refusal) {
      Waiting.pause(PAUSE, what, deadline);
      if (deadline.hasPassed()) {
        throw refusal;
      }
    }
  }
}
