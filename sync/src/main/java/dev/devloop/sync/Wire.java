package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One service's share of the stream to the agent: what is on its way and not answered. One batch
/// is in flight at a time, in a burst two: the next one is made while the agent writes. Used by one
/// thread.
final class Wire {

  /// A disk that is slower than that is not expected: bytes a second.
  private static final long SLOWEST = 5_000_000;

  /// A look at a file takes as long as reading that many bytes of it, at most.
  private static final long EACH = 10_000;

  /// Batches in flight, at most.
  private static final int AT_ONCE = 2;

  private final ServiceName name;
  private final Duration patience;
  private Optional<Session> session = Optional.empty();
  private Optional<Flight> want = Optional.empty();
  private final Deque<Flight> batches = new ArrayDeque<>();
  private boolean unanswered;
  private long seq;
  private long answerBy;

  /// @param patience with an agent that lives and does not answer a batch
  Wire(ServiceName name, Duration patience) {
    this.name = name;
    this.patience = patience;
  }

  /// What a stream does, which may be lost meanwhile.
  interface Send {
    void run() throws StreamLostException;
  }

  /// There is a stream.
  ///
  /// @param agentSeq the newest number that the agent knows
  /// @return paths that are known to differ, of batches that got no whole answer on the one before
  Set<String> attached(Session fresh, long agentSeq) {
    session = Optional.of(fresh);
    seq = Math.max(seq, agentSeq);
    unanswered |= isInFlight() || want.isPresent();
    var different = new HashSet<String>();
    batches.forEach(flight -> different.addAll(flight.different()));
    batches.clear();
    want = Optional.empty();
    return different;
  }

  /// Whether something was sent of which nobody knows what became of it. Asking ends it.
  boolean wasUnsure() {
    var unsure = unanswered;
    unanswered = false;
    return unsure;
  }

  /// @return whether it was this stream
  boolean detached(Session lost) {
    var ours = isOf(lost);
    if (ours) {
      session = Optional.empty();
    }
    return ours;
  }

  boolean isOf(Session other) {
    return session.filter(other::equals).isPresent();
  }

  Optional<Session> session() {
    return session;
  }

  /// Whether a batch can be sent.
  ///
  /// @param many whether it is one that is worth its way beside another one
  boolean isFree(boolean many) {
    return session.isPresent() && (batches.isEmpty() || (many && batches.size() < AT_ONCE));
  }

  boolean isInFlight() {
    return !batches.isEmpty();
  }

  /// Whether nothing is on its way, and there is a stream.
  boolean isAtRest() {
    return isFree(false) && want.isEmpty();
  }

  /// Files that are on their way.
  int files() {
    return batches.stream().mapToInt(Flight::files).sum();
  }

  long next() {
    return ++seq;
  }

  void send(Send what) {
    try {
      what.run();
    } catch (StreamLostException _) {
      unanswered = true; // told by its reader
    }
  }

  /// A whole tree goes.
  ///
  /// @param begun [System#nanoTime] of the newest save in it
  void want(Session to, ServiceTree tree, long begun) {
    var number = next();
    var entries = tree.tell();
    want = Optional.of(new Flight(Map.of(number, Map.of()), 0, begun, true));
    expect(entries.stream().mapToLong(entry -> entry.size() + EACH).sum());
    send(() -> to.want(name, number, entries));
  }

  /// What was saved while nobody looked goes ahead of the whole tree, whose way is longer.
  void news(Session to, Ground ground) {
    var news = new Sending(name, to, ground.tree().known(), this::next);
    try {
      ground.sendNews(news);
    } catch (IOException _) {
      broken(); // told by its reader
    }
    sent(news.sent(), news.bytes(), System.nanoTime());
  }

  /// Changes were sent.
  ///
  /// @param sent by the number of their frames; empty when none was
  void sent(Map<Long, Map<String, Entry>> sent, long bytes, long begun) {
    if (!sent.isEmpty()) {
      batches.add(new Flight(new HashMap<>(sent), bytes, begun, false));
      expect(bytes);
    }
  }

  /// A part of a batch was not sent.
  void broken() {
    unanswered = true;
  }

  private void expect(long bytes) {
    answerBy = System.nanoTime() + patience.plusSeconds(bytes / SLOWEST).toNanos();
  }

  /// Takes a receipt.
  ///
  /// @return what is answered by it as a whole
  Optional<Flight> receipt(Frame frame) {
    if (want.filter(flight -> flight.receive(frame) && flight.isDone()).isPresent()) {
      var flight = want;
      want = Optional.empty();
      return flight;
    }
    var done =
        batches.stream().filter(flight -> flight.receive(frame) && flight.isDone()).findFirst();
    done.ifPresent(batches::remove);
    return done;
  }

  /// Gives the stream up when a receipt is overdue, so that all is sent anew on another one.
  ///
  /// @return whether that was so
  boolean giveUp() {
    if (session.isEmpty() || (batches.isEmpty() && want.isEmpty()) || remaining() > 0) {
      return false;
    }
    expect(0);
    session.get().giveUp();
    return true;
  }

  private long remaining() {
    return answerBy - System.nanoTime();
  }

  /// How long until [#giveUp] would.
  Optional<Duration> wakeUp() {
    return session.isPresent() && !(batches.isEmpty() && want.isEmpty())
        ? Optional.of(Duration.ofNanos(Math.max(0, remaining())))
        : Optional.empty();
  }
}
