package dev.devloop.sync;

import dev.devloop.files.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The agent and its containers in memory, as docs/sync.md describes them: one lock around all of
/// it.
final class FakeAgent implements AgentDoor {

  /// A container: path to what is there.
  static final class Container {
    final String image;
    final Map<String, Entry> files = new TreeMap<>(PathOrder.BY_BYTES);
    String refuses = "\0";
    String corrupts = "\0";

    Container(String image) {
      this.image = image;
    }
  }

  private static final class Service {
    long seq;
    final Map<String, List<Entry>> wanted = new TreeMap<>(PathOrder.BY_BYTES);
    final Map<String, List<Entry>> coming = new TreeMap<>(PathOrder.BY_BYTES);
    final Map<String, Container> containers = new LinkedHashMap<>();
    // wants that wait for contents
    final List<Long> open = new ArrayList<>();
  }

  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, byte[]> store = new HashMap<>();
  private final Map<String, ByteArrayOutputStream> blobs = new HashMap<>();
  final List<String> log = new ArrayList<>();
  final List<Map<String, Object>> frames = new ArrayList<>();
  private Optional<Link> link = Optional.empty();
  private final Set<String> asked = new HashSet<>();
  int attached;
  boolean closedDoor;
  boolean silent;

  private static final class Link implements AgentDoor.Stream {
    final Pipe toAgent = new Pipe();
    final Pipe toDaemon = new Pipe();

    @Override
    public InputStream in() {
      return toDaemon.in;
    }

    @Override
    public OutputStream out() {
      return toAgent.out;
    }

    @Override
    public List<String> evidence() {
      return List.of("fake");
    }

    @Override
    public void close() {
      toAgent.close();
      toDaemon.close();
    }
  }

  @Override
  public synchronized Stream open() throws IOException {
    if (closedDoor) {
      throw new IOException("no door");
    }
    link.ifPresent(Link::close);
    var fresh = new Link();
    link = Optional.of(fresh);
    attached++;
    Thread.ofVirtual().start(() -> serve(fresh));
    return fresh;
  }

  /// Ends the stream from the node's side; what is in it may or may not have been read.
  synchronized void kill() {
    link.ifPresent(Link::close);
    link = Optional.empty();
  }

  synchronized void start(String service, String id, Container container) {
    var of = services.computeIfAbsent(service, _ -> new Service());
    of.containers.put(id, container);
    bring(of, container);
    settle(service, of);
    tell(
        "container",
        Map.of(
            "service",
            service,
            "pod",
            id,
            "container",
            "c",
            "id",
            id,
            "image",
            container.image,
            "state",
            "started",
            "written",
            container.files.size(),
            "gate",
            true),
        new byte[0]);
  }

  private Service of(String service) {
    return Optional.ofNullable(services.get(service)).orElseThrow();
  }

  private Container container(String service, String id) {
    return Optional.ofNullable(of(service).containers.get(id)).orElseThrow();
  }

  synchronized void stop(String service, String id) {
    of(service).containers.remove(id);
  }

  synchronized List<String> running(String service) {
    return List.copyOf(of(service).containers.keySet());
  }

  synchronized Map<String, Entry> files(String service, String id) {
    return new TreeMap<>(container(service, id).files);
  }

  synchronized Optional<String> text(String service, String id, String path) {
    return Optional.ofNullable(container(service, id).files.get(path))
        .map(entry -> new String(store.get(entry.hash()), StandardCharsets.UTF_8));
  }

  synchronized void plant(String service, String id, String path, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    container(service, id).files.put(path, Entry.file(path, keep(bytes), bytes.length, 0644));
  }

  synchronized void pull(String service, Entry entry, String content) {
    tell(
        "pulled",
        Map.of("service", service, "pod", "p", "container", "c", "entry", entry),
        content.getBytes(StandardCharsets.UTF_8));
  }

  synchronized int count(String type) {
    return (int) frames.stream().filter(frame -> type.equals(frame.get("t"))).count();
  }

  synchronized List<String> types() {
    return frames.stream().map(frame -> String.valueOf(frame.get("t"))).toList();
  }

  String keep(byte[] bytes) {
    var hash = Sha256.hex(Sha256.digest().digest(bytes));
    store.put(hash, bytes);
    return hash;
  }

  private void serve(Link mine) {
    try {
      var in = new DataInputStream(mine.toAgent.in);
      while (true) {
        var frame = Frame.read(in);
        synchronized (this) {
          if (link.filter(mine::equals).isEmpty()) {
            return;
          }
          frames.add(frame.header());
          handle(frame);
        }
      }
    } catch (IOException | UncheckedIOException _) {
      mine.close();
    }
  }

  private void handle(Frame frame) {
    var service = services.computeIfAbsent(frame.service(), _ -> new Service());
    switch (frame.type()) {
      case "hello" -> hello();
      case "want" -> want(frame, service);
      case "batch" -> batch(frame, service);
      case "blob" -> blob(frame);
      case "verify" -> verify(frame, service);
      case "restart" -> restart(frame, service);
      case "drop" -> services.remove(frame.service());
      case "ping" -> tell("pong", Map.of("n", 0), new byte[0]);
      default -> log.add(frame.header().toString());
    }
  }

  private void hello() {
    services.remove("");
    asked.clear();
    blobs.clear();
    var known = new ArrayList<Map<String, Object>>();
    services.forEach((name, service) -> {
      var tree = new HostTree();
      known.add(Map.of("service", name, "seq", service.seq, "digest", digest(service, tree)));
    });
    tell("hello", Map.of("v", 1, "version", "fake", "boot", "1", "services", known), new byte[0]);
    services.forEach(this::settle);
  }

  private static String digest(Service service, HostTree tree) {
    for (var entries : service.wanted.values()) {
      for (var entry : entries) {
        if (entry.kind() == Entry.Kind.GONE) {
          tree.missing(entry.path(), Set.of(entry.image()));
        } else {
          tree.put(entry, new dev.devloop.files.FileStat(0, 0, 0), 0);
        }
      }
    }
    return tree.digest();
  }

  private void want(Frame frame, Service service) {
    if (Json.flag(frame.header(), "first")) {
      service.coming.clear();
    }
    for (var object : Json.objects(frame.header(), "entries")) {
      var entry = Json.entry(object);
      service.coming.computeIfAbsent(entry.path(), _ -> new ArrayList<>()).add(entry);
    }
    if (Json.flag(frame.header(), "last")) {
      service.wanted.clear();
      service.wanted.putAll(service.coming);
      asked.clear();
      service.seq = frame.seq();
      service.open.add(frame.seq());
      settle(frame.service(), service);
    }
  }

  /// Brings what can be brought, and answers wants that wait for nothing any more.
  private void settle(String name, Service service) {
    var lacking = new ArrayList<String>();
    service.containers.values().forEach(container -> lacking.addAll(bring(service, container)));
    if (!lacking.isEmpty()) {
      var fresh = lacking.stream().filter(asked::add).toList();
      if (!fresh.isEmpty()) {
        tell("need", Map.of("hashes", fresh), new byte[0]);
      }
      return;
    }
    for (var seq : service.open) {
      var containers =
          service.containers.keySet().stream()
              .map(id -> Map.of("pod", id, "container", "c", "id", id))
              .toList();
      tell("receipt", Map.of("service", name, "seq", seq, "containers", containers), new byte[0]);
    }
    service.open.clear();
  }

  private List<String> bring(Service service, Container container) {
    var lacking = new ArrayList<String>();
    for (var path : service.wanted.keySet().stream().toList().reversed()) {
      service.wanted.getOrDefault(path, List.of()).stream()
          .filter(e -> e.kind() == Entry.Kind.GONE)
          .forEach(e -> write(container, e));
    }
    for (var entries : service.wanted.values()) {
      for (var entry : entries) {
        if (entry.isFile() && !store.containsKey(entry.hash())) {
          lacking.add(entry.hash());
        } else if (entry.kind() != Entry.Kind.GONE) {
          write(container, entry);
        }
      }
    }
    return lacking;
  }

  private static boolean counts(Container container, Entry entry) {
    return entry.image().isEmpty() || entry.image().equals(container.image);
  }

  private void write(Container container, Entry entry) {
    if (entry.path().startsWith(container.refuses) || !counts(container, entry)) {
      return;
    }
    if (entry.kind() == Entry.Kind.GONE) {
      container.files.remove(entry.path());
    } else if (entry.path().startsWith(container.corrupts)) {
      container.files.put(entry.path(), Entry.file(entry.path(), keep(new byte[1]), 1, 0644));
    } else {
      container.files.put(entry.path(), entry);
    }
  }

  private void batch(Frame frame, Service service) {
    if (frame.seq() <= service.seq) {
      tell(
          "receipt",
          Map.of("service", frame.service(), "seq", frame.seq(), "stale", true),
          new byte[0]);
      return;
    }
    service.seq = frame.seq();
    var body = ByteBuffer.wrap(frame.body());
    var entries = new ArrayList<Entry>();
    for (var object : Json.objects(frame.header(), "entries")) {
      var entry = Json.entry(object);
      var n = Json.number(object, "n", -1);
      if (n >= 0) {
        var bytes = new byte[(int) n];
        body.get(bytes);
        if (!keep(bytes).equals(entry.hash())) {
          throw new UncheckedIOException(new IOException("hash of " + entry.path()));
        }
      }
      entries.add(entry);
    }
    entries.forEach(entry -> service.wanted.remove(entry.path()));
    entries.forEach(e -> service.wanted.computeIfAbsent(e.path(), _ -> new ArrayList<>()).add(e));
    entries.forEach(e -> service.containers.values().forEach(c -> write(c, e)));
    if (!silent) {
      tell("receipt", receipt(frame, service, entries), new byte[0]);
    }
    settle(frame.service(), service);
  }

  private static Map<String, Object> receipt(Frame frame, Service service, List<Entry> entries) {
    var containers = new ArrayList<Map<String, Object>>();
    service.containers.forEach((id, container) -> {
      var files = new ArrayList<Entry>();
      var refused = new ArrayList<Map<String, Object>>();
      for (var entry : entries) {
        if (entry.path().startsWith(container.refuses)) {
          refused.add(Map.of("p", entry.path(), "errno", "EROFS", "what", "read-only"));
        } else {
          files.add(container.files.getOrDefault(entry.path(), Entry.gone(entry.path(), "")));
        }
      }
      containers.add(
          Map.of(
              "pod",
              id,
              "container",
              "c",
              "id",
              id,
              "image",
              container.image,
              "files",
              files,
              "refused",
              refused));
    });
    return Map.of("service", frame.service(), "seq", frame.seq(), "containers", containers);
  }

  private void blob(Frame frame) {
    var id = Json.text(frame.header(), "id");
    blobs.computeIfAbsent(id, _ -> new ByteArrayOutputStream()).writeBytes(frame.body());
    if (Json.flag(frame.header(), "last")) {
      var bytes = blobs.remove(id).toByteArray();
      if (!keep(bytes).equals(Json.text(frame.header(), "h"))) {
        throw new UncheckedIOException(new IOException("hash of a blob"));
      }
      // also without a want that waits: a container may have begun since
      services.forEach(this::settle);
    }
  }

  private void verify(Frame frame, Service service) {
    var containers = new ArrayList<Map<String, Object>>();
    service.containers.forEach((id, container) -> {
      var different = new ArrayList<Map<String, Object>>();
      for (var entries : service.wanted.values()) {
        for (var entry : entries) {
          var there = container.files.getOrDefault(entry.path(), Entry.gone(entry.path(), ""));
          if (counts(container, entry) && !entry.isMetBy(there)) {
            different.add(Map.of("p", entry.path(), "is", "content"));
            write(container, entry);
          }
        }
      }
      containers.add(
          Map.of(
              "pod",
              id,
              "container",
              "c",
              "checked",
              service.wanted.size(),
              "different",
              different,
              "repaired",
              different.size()));
    });
    tell(
        "verified",
        Map.of("service", frame.service(), "seq", frame.seq(), "containers", containers),
        new byte[0]);
  }

  private void restart(Frame frame, Service service) {
    var containers =
        service.containers.keySet().stream()
            .map(id -> Map.of("pod", id, "container", "c", "ok", true))
            .toList();
    tell(
        "restarted",
        Map.of("service", frame.service(), "seq", frame.seq(), "containers", containers),
        new byte[0]);
  }

  private void tell(String type, Map<String, ?> fields, byte[] body) {
    if (link.isEmpty()) {
      return;
    }
    var header = new LinkedHashMap<String, Object>();
    header.put("t", type);
    header.putAll(fields);
    try {
      Frame.write(link.get().toDaemon.out, Json.write(header), ByteBuffer.wrap(body));
    } catch (IOException _) {
      // the daemon has gone
    }
  }
}
