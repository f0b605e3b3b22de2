package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All stores of this machine that devloop knows how to keep.
public final class TrustStores {

  private final List<TrustStore> stores;

  TrustStores(List<TrustStore> stores) {
    this.stores = List.copyOf(stores);
  }

  /// Those of this machine and this user, as present.
  ///
  /// @param env of the process: HOME, JAVA_HOME, PATH
  public static TrustStores of(Map<String, String> env) {
    var home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home")));
    return of(env, Programs.of(env), HostTrust.ofThisMachine(), Path.of("/"), home);
  }

  static TrustStores of(
      Map<String, String> env, Programs programs, HostTrust trust, Path root, Path home) {
    var stores = new ArrayList<TrustStore>();
    if (HostTrust.isMac()) {
      stores.add(new MacStore(programs, trust));
    }
    SystemStore.find(programs, trust, root).ifPresent(stores::add);
    WindowsStore.find(programs).ifPresent(stores::add);
    stores.addAll(NssStore.find(programs, home));
    stores.addAll(JavaStore.find(programs, env, root, home));
    return new TrustStores(stores);
  }

  /// What they are called.
  public List<String> names() {
    return stores.stream().map(TrustStore::name).toList();
  }

  /// Whether each of them has the root, by name.
  public Map<String, Boolean> look(Root root) {
    return stores.stream()
        .collect(
            Collectors.toMap(
                TrustStore::name,
                store -> store.has(root),
                (a, _) -> a,
                java.util.LinkedHashMap::new));
  }

  /// Puts the root into each of them. A store that refuses does not keep the others from it.
  public List<StoreOutcome> trust(Root root) {
    return stores.stream().map(store -> trust(store, root)).toList();
  }

  private static StoreOutcome trust(TrustStore store, Root root) {
    if (store.has(root)) {
      return new StoreOutcome(store.name(), StoreOutcome.Kind.THERE, "");
    }
    return tried(
        store,
        StoreOutcome.Kind.ADDED,
        () -> {
          store.add(root);
          return store.has(root);
        });
  }

  /// Takes the root out of each of them.
  public List<StoreOutcome> untrust(Root root) {
    return stores.stream().map(store -> untrust(store, root)).toList();
  }

  private static StoreOutcome untrust(TrustStore store, Root root) {
    if (!store.has(root)) {
      return new StoreOutcome(store.name(), StoreOutcome.Kind.ABSENT, "");
    }
    return tried(
        store,
        StoreOutcome.Kind.REMOVED,
        () -> {
          store.remove(root);
          return !store.has(root);
        });
  }

  private interface Change {
    boolean done();
  }

  private static StoreOutcome tried(TrustStore store, StoreOutcome.Kind kind, Change change) {
    try {
      return change.done()
          ? new StoreOutcome(store.name(), kind, "")
          : new StoreOutcome(
              store.name(),
              StoreOutcome.Kind.FAILED,
              "the program that keeps it ended well, and it is as it was before");
    } catch (DevloopException e) {
      var how = e.problems().stream().map(TrustStores::told).collect(Collectors.joining("\n"));
      return new StoreOutcome(store.name(), StoreOutcome.Kind.FAILED, how);
    }
  }

  /// Of a program that could not be run at all, what happened counts.
  private static String told(Problem problem) {
    return problem.id().startsWith("store-") ? problem.fix() : problem.what();
  }
}
