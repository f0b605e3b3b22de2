package dev.devloop.sync;

import dev.devloop.core.Problem;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one stream to the agent open, as long as it is wanted.
final class AgentLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);

  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 5000;

  /// A stream that says nothing for that long is asked; when it does not answer within the same
  /// time it is dead: docker's own streams can be, without an end.
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /// Who hears what comes.
  interface Hearer {
    /// @param services what the agent knows, by name
    void attached(Session session, Map<String, Known> services);

    void frame(Session session, Frame frame);

    void lost(Session session);

    /// @param problem told once per loss
    void detached(Problem problem);
  }

  /// @param digest of the tree that is wanted there
  record Known(long seq, String digest) {}

  private final AgentDoor door;
  private final String project;
  private final Hearer hearer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean wanted;
  private boolean closed;
  private long waitMillis = FIRST_WAIT_MILLIS;
  private boolean told;
  private Optional<AgentDoor.Stream> open = Optional.empty();
  private volatile long heard;

  AgentLink(AgentDoor door, String project, Hearer hearer) {
    this.door = door;
    this.project = project;
    this.hearer = hearer;
    this.thread = Thread.ofPlatform().daemon().name("sync stream").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void reachable() {
    lock.lock();
    try {
      wanted = true;
      waitMillis = FIRST_WAIT_MILLIS;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void unreachable() {
    lock.lock();
    try {
      wanted = false;
      open.ifPresent(AgentDoor.Stream::close);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wanted = false;
      open.ifPresent(AgentDoor.Stream::close);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWanted()) {
        connect();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitWanted() throws InterruptedException {
    lock.lock();
    try {
      while (!wanted && !closed) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void connect() throws InterruptedException {
    List<String> evidence = List.of();
    Exception cause;
    try (var stream = door.open()) {
      opened(Optional.of(stream));
      try {
        talk(stream);
        cause = new IOException("the stream ended");
      } catch (IOException e) {
        cause = e;
      } finally {
        opened(Optional.empty());
        evidence = stream.evidence();
      }
    } catch (IOException e) {
      cause = e;
    }
    ended(cause, evidence);
  }

  private void opened(Optional<AgentDoor.Stream> stream) {
    lock.lock();
    try {
      open = stream;
      if (!wanted) {
        stream.ifPresent(AgentDoor.Stream::close);
      }
    } finally {
      lock.unlock();
    }
  }

  private void talk(AgentDoor.Stream stream) throws IOException {
    var session = new Session(stream.out(), stream::close);
    var in = new DataInputStream(new BufferedInputStream(stream.in(), 1 << 16));
    session.send("hello", Map.of("v", 1, "project", project));
    heard = System.nanoTime();
    var pulse = Thread.ofVirtual().name("sync pulse").start(() -> pulse(session, stream));
    try {
      var hello = Frame.read(in);
      if (!hello.type().equals("hello")) {
        throw new IOException("the agent does not greet: " + hello.header());
      }
      waitMillis = FIRST_WAIT_MILLIS;
      told = false;
      hearer.attached(session, services(hello));
      while (true) {
        var frame = Frame.read(in);
        heard = System.nanoTime();
        if (frame.type().equals("bye")) {
          throw new IOException("another daemon of this project took the agent over");
        }
        hearer.frame(session, frame);
      }
    } finally {
      pulse.interrupt();
      hearer.lost(session);
    }
  }

  private static Map<String, Known> services(Frame hello) {
    var services = new HashMap<String, Known>();
    for (var one : Json.objects(hello.header(), "services")) {
      services.put(
          Json.text(one, "service"),
          new Known(Json.number(one, "seq", 0), Json.text(one, "digest")));
    }
    return services;
  }

  private void pulse(Session session, AgentDoor.Stream stream) {
    try {
      for (var n = 1; true; n++) {
        TimeUnit.NANOSECONDS.sleep(SILENCE_NANOS);
        var before = heard;
        if (System.nanoTime() - before >= SILENCE_NANOS) {
          session.send("ping", Map.of("n", n));
          TimeUnit.NANOSECONDS.sleep(SILENCE_NANOS);
          if (heard == before) {
            LOG.warn("the sync agent does not answer: the stream is opened anew");
            stream.close();
            return;
          }
        }
      }
    } catch (InterruptedException | StreamLostException _) {
      // ended, or its reader tells
    }
  }

  @SuppressWarnings("WaitNotInLoop") // one that wakes too early tries too early, no more
  private void ended(Exception cause, List<String> evidence) throws InterruptedException {
    lock.lock();
    try {
      if (!wanted) {
        return;
      }
      if (told) {
        LOG.debug("no stream to the sync agent: {}", evidence, cause);
      } else {
        told = true;
        var problem = SyncProblems.detached(cause, evidence);
        LOG.info("no stream to the sync agent: {}", problem.evidence());
        hearer.detached(problem);
      }
      var millis = waitMillis;
      waitMillis = Math.min(LONGEST_WAIT_MILLIS, millis * 2);
      // ended early by reachable() and close()
      if (!changed.await(millis, TimeUnit.MILLISECONDS)) {
        LOG.debug("trying the sync agent again");
      }
    } finally {
      lock.unlock();
    }
  }
}
