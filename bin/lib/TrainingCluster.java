import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What the training run of the build speaks to, until it is ended:
/// `java TrainingCluster.java KEYS KUBECONFIG ENGINE`. It answers as an API server with one pod and as
/// a container engine with the containers of a cluster `c` do, so that the start-up cache gets the
/// code that reads such answers, and that of an `up`. It writes a kubeconfig, and the address of its
/// engine.
///
/// KEYS is a PKCS #12 file with one key, whose password is `training`.
static final char[] PASSWORD = "training".toCharArray();

static final String POD =
    """
    {"kind": "Pod", "apiVersion": "v1",
     "metadata": {"name": "a-1", "namespace": "p", "uid": "u1", "resourceVersion": "2",
      "creationTimestamp": "2026-01-01T00:00:00Z",
      "labels": {"app.kubernetes.io/managed-by": "devloop", "app.kubernetes.io/part-of": "p",
       "app.kubernetes.io/name": "a"},
      "annotations": {"dev.devloop/service": "a", "dev.devloop/project": "p"},
      "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "a-1",
       "uid": "u0", "controller": true}]},
     "spec": {"nodeName": "n", "restartPolicy": "Always", "containers": [{"name": "a",
      "image": "image", "resources": {"limits": {"memory": "64Mi"}},
      "readinessProbe": {"httpGet": {"path": "/", "port": 80}, "periodSeconds": 1}}]},
     "status": {"phase": "Running", "podIP": "10.0.0.2", "startTime": "2026-01-01T00:00:00Z",
      "conditions": [{"type": "Ready", "status": "True",
       "lastTransitionTime": "2026-01-01T00:00:01Z"}],
      "containerStatuses": [{"name": "a", "ready": true, "started": true, "restartCount": 1,
       "image": "image", "imageID": "id", "containerID": "containerd://c",
       "state": {"running": {"startedAt": "2026-01-01T00:00:01Z"}},
       "lastState": {"terminated": {"exitCode": 1, "reason": "Error", "containerID": "containerd://b",
        "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:00:01Z"}}}]}}
    """;

static final String EVENT =
    """
    {"kind": "Event", "apiVersion": "v1", "type": "Warning", "reason": "Unhealthy", "message": "no",
     "metadata": {"name": "e", "namespace": "p", "uid": "u2", "resourceVersion": "2",
      "creationTimestamp": "2026-01-01T00:00:00Z"}, "count": 2,
     "firstTimestamp": "2026-01-01T00:00:00Z", "lastTimestamp": "2026-01-01T00:00:01Z",
     "involvedObject": {"kind": "Pod", "namespace": "p", "name": "a-1", "uid": "u1"}}
    """;

static final String DEPLOYMENT =
    """
    {"kind": "Deployment", "apiVersion": "apps/v1",
     "metadata": {"name": "a", "namespace": "p", "uid": "u3", "resourceVersion": "2", "generation": 1,
      "labels": {"app.kubernetes.io/managed-by": "devloop", "app.kubernetes.io/part-of": "p"},
      "annotations": {"dev.devloop/service": "a", "dev.devloop/inputs": "1"}},
     "spec": {"replicas": 1, "template": {"spec": {"containers": [{"name": "a"}]}}},
     "status": {"observedGeneration": 1, "replicas": 1, "readyReplicas": 1, "updatedReplicas": 1,
      "availableReplicas": 1, "conditions": [{"type": "Available", "status": "True"}]}}
    """;

static final String SECRET =
    """
    {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "s", "namespace": "p", "uid": "u4",
      "resourceVersion": "2"}, "data": {"A": "c2VjcmV0IHZhbHVl"}}
    """;

/// All ports of all containers lead to this program.
static final String CONTAINER =
    """
    {"Id": "NAME", "Name": "/NAME", "Image": "sha256:1", "Created": "2026-01-01T00:00:00Z",
     "State": {"Status": "running", "Running": true, "Paused": false, "Restarting": false,
      "StartedAt": "2026-01-01T00:00:00.123456789Z"},
     "Config": {"Image": "image", "Labels": {LABELS}, "Env": ["A=b"]},
     "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "ENGINE"}]}},
     "NetworkSettings": {"Ports": {
       "8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "ENGINE"}],
       "8443/tcp": [{"HostIp": "127.0.0.1", "HostPort": "ENGINE"}],
       "5000/tcp": [{"HostIp": "127.0.0.1", "HostPort": "ENGINE"}],
       "6443/tcp": [{"HostIp": "127.0.0.1", "HostPort": "API"}]},
      "Networks": {"devloop": {"NetworkID": "n", "IPAddress": "172.18.0.2"}}}, "Mounts": []}
    """;

/// What devloop wrote into its node.
static final String MARKER =
    """
    {"settings": {"kubernetes": "1.36", "ingress": "TRAEFIK", "httpPort": 80, "httpsPort": 443},
     "version": "1.36.4", "project": "training", "created": "2026-01-01T00:00:00Z"}
    """;

static final String IMAGE =
    "{\"Id\": \"sha256:1\", \"RepoTags\": [\"image:1\"], \"Config\": {\"Labels\": {\"a\": \"b\"}}}";

/// Labels of the containers, by their names.
static final Map<String, String> LABELS =
    new ConcurrentHashMap<>(
        Map.of(
            "c", "\"a\": \"b\"",
            "c-control-plane", "\"io.x-k8s.kind.cluster\": \"c\"",
            "devloop-registry", "\"dev.devloop.role\": \"registry\""));

/// Files of containers.
static final Map<String, String> FILES = new ConcurrentHashMap<>(Map.of("/kind/devloop.json", MARKER));

static int enginePort;
static int apiPort;

static final Map<String, String> ANSWERS =
    Map.ofEntries(
        Map.entry("/version", "{\"major\": \"1\", \"minor\": \"36\", \"gitVersion\": \"v1.36.4\"}"),
        Map.entry("/api/v1", kinds("Namespace", "ConfigMap", "Service", "Secret", "Pod")),
        Map.entry("/apis/apps/v1", kinds("Deployment")),
        Map.entry("/apis/networking.k8s.io/v1", kinds("Ingress")),
        Map.entry("/api/v1/namespaces/p/pods", list(POD)),
        Map.entry("/api/v1/namespaces/p/events", list(EVENT)),
        Map.entry("/api/v1/namespaces/p/secrets", list(SECRET)),
        Map.entry("/apis/apps/v1/namespaces/p/deployments", list(DEPLOYMENT)),
        Map.entry("/api/v1/nodes/n/proxy/logs/pods/p_a-1_u1/a/", "<a href=\"1.log\">1.log</a>"),
        Map.entry(
            "/api/v1/nodes/n/proxy/logs/pods/p_a-1_u1/a/1.log",
            "2026-01-01T00:00:01.000000001Z stdout F {\"level\": \"warn\", \"msg\": \"hello\"}\n"),
        Map.entry("/_ping", "OK"),
        Map.entry("/info", "{\"Driver\": \"overlay2\", \"CgroupVersion\": \"2\", \"NCPU\": 2}"),
        Map.entry("/", "OK"),
        Map.entry("/readyz", "ok"),
        Map.entry("/exec/e/json", "{\"ID\": \"e\", \"Running\": false, \"ExitCode\": 0}"),
        Map.entry("/images/json", "[{\"Id\": \"sha256:1\", \"RepoTags\": [\"image:1\"]}]"),
        Map.entry("/networks/devloop", "{\"Id\": \"n\", \"Name\": \"devloop\", \"Labels\": {}}"),
        Map.entry("/networks", "[{\"Id\": \"n\", \"Name\": \"devloop\", \"Labels\": {}}]"));

static String kinds(String... kinds) {
  var kind =
      "{\"kind\": \"%s\", \"name\": \"%ss\", \"namespaced\": true, \"verbs\": [\"get\", \"list\", \"patch\"]}";
  return Stream.of(kinds)
      .map(name -> kind.formatted(name, name.toLowerCase(Locale.ROOT)))
      .collect(Collectors.joining(",", "{\"kind\": \"APIResourceList\", \"resources\": [", "]}"));
}

/// By path.
static final Map<String, byte[]> WRITTEN = new ConcurrentHashMap<>();

static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

static String list(String items) {
  return "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [" + items + "]}";
}

void main(String[] args) throws Exception {
  var store = KeyStore.getInstance(Path.of(args[0]).toFile(), PASSWORD);
  var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
  keys.init(store, PASSWORD);
  var tls = SSLContext.getInstance("TLS");
  var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
  trusted.init(store);
  tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
  var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  var api = HttpsServer.create(loopback, 0);
  api.setHttpsConfigurator(
      new HttpsConfigurator(tls) {
        @Override
        public void configure(HttpsParameters connection) {
          var parameters = tls.getDefaultSSLParameters();
          parameters.setNeedClientAuth(true);
          connection.setSSLParameters(parameters);
        }
      });
  var engine = HttpServer.create(loopback, 0);
  for (var server : new HttpServer[] {api, engine}) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange));
    server.start();
  }
  enginePort = engine.getAddress().getPort();
  apiPort = api.getAddress().getPort();
  var alias = store.aliases().nextElement();
  var certificate = pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
  var key = pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
  var kubeconfig =
      """
      apiVersion: v1
      kind: Config
      clusters:
        - {name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}
      users: [{name: u, user: {client-certificate-data: %s, client-key-data: %s}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      current-context: c
      """
          .formatted(apiPort, certificate, certificate, key);
  FILES.put("/etc/kubernetes/admin.conf", kubeconfig);
  Files.writeString(Path.of(args[1]), kubeconfig);
  Files.writeString(Path.of(args[2]), "tcp://127.0.0.1:" + enginePort);
  new CountDownLatch(1).await();
}

static String pem(String kind, byte[] der) {
  var text =
      "-----BEGIN %s-----\n%s\n-----END %s-----\n"
          .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), kind);
  return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
}

static void answer(HttpExchange exchange) throws IOException {
  try (exchange) {
    var body = exchange.getRequestBody().readAllBytes();
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    System.out.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (exchange.getRequestMethod().equals("HEAD")) {
      // the registry has it
      exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + "1".repeat(64));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (query.contains("watch=true")) {
      watch(exchange);
      return;
    }
    // engines have their version in front
    var path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.\\d+/", "/");
    var answer = answer(exchange.getRequestMethod(), path, query, body);
    exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
  }
}

static byte[] answer(String method, String path, String query, byte[] body) {
  var parts = path.split("/", -1);
  if (path.equals("/containers/create")) {
    var name = query.replaceFirst("(?s).*name=([^&]+).*", "$1");
    var labels = CREATED.matcher(new String(body, StandardCharsets.UTF_8));
    LABELS.put(name, labels.find() ? labels.group(1) : "");
    return ("{\"Id\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
  }
  if (path.endsWith("/exec")) {
    return "{\"Id\": \"e\"}".getBytes(StandardCharsets.UTF_8);
  }
  if (path.endsWith("/push")) {
    return "{\"status\": \"pushed\"}\n".getBytes(StandardCharsets.UTF_8);
  }
  if (!method.equals("GET")) {
    return path.startsWith("/api") ? write(path, body) : " ".getBytes(StandardCharsets.UTF_8);
  }
  if (path.equals("/containers/json")) {
    var listed =
        query.contains("kind.cluster") ? "c-control-plane" : query.contains("\"a") ? "c" : "";
    return (listed.isEmpty() ? "[]" : "[{\"Id\": \"" + listed + "\", \"Names\": [\"/c\"]}]")
        .getBytes(StandardCharsets.UTF_8);
  }
  if (path.startsWith("/containers/") && path.endsWith("/json")) {
    return container(parts[2]);
  }
  if (path.startsWith("/containers/") && path.endsWith("/archive")) {
    return tar(query.replaceFirst("(?s).*path=([^&]+).*", "$1"));
  }
  return path.startsWith("/images/") && path.endsWith("/json") && parts.length > 3
      ? IMAGE.getBytes(StandardCharsets.UTF_8)
      : get(path);
}

static final Pattern CREATED = Pattern.compile("\"Labels\":\\{([^}]*)}");

/// Empty when there is none.
static byte[] container(String name) {
  var labels = LABELS.get(name);
  var text = labels == null ? "" : CONTAINER.replace("NAME", name).replace("LABELS", labels);
  return text.replace("ENGINE", "" + enginePort)
      .replace("\"API\"", "\"" + apiPort + "\"")
      .getBytes(StandardCharsets.UTF_8);
}

/// One file as the engine hands it out; empty when there is none.
static byte[] tar(String path) {
  var text = FILES.get(path);
  if (text == null) {
    return new byte[0];
  }
  var content = text.getBytes(StandardCharsets.UTF_8);
  var tar = new byte[512 + (content.length + 511) / 512 * 512 + 1024];
  var head =
      "%-100s%-8s%-8s%-8s%011o %011o %8s0"
          .formatted("file", "0000644", "0000000", "0000000", content.length, 0, "");
  var header = head.replace("file ", "file\0").getBytes(StandardCharsets.US_ASCII);
  System.arraycopy(header, 0, tar, 0, header.length);
  System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 8);
  int sum = 0;
  for (int i = 0; i < 512; i++) {
    sum += tar[i] & 0xff;
  }
  System.arraycopy("%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII), 0, tar, 148, 8);
  System.arraycopy(content, 0, tar, 512, content.length);
  return tar;
}

/// The answer to a request that writes an object is the object.
static byte[] write(String path, byte[] body) {
  var name = NAME.matcher(new String(body, StandardCharsets.UTF_8));
  if (name.find()) {
    WRITTEN.put(path.endsWith("/" + name.group(1)) ? path : path + "/" + name.group(1), body);
  }
  return body;
}

/// Empty when there is no such thing.
static byte[] get(String path) {
  // collections have a plural's name, and are empty
  var known = ANSWERS.getOrDefault(path, path.matches("/apis?/.*s") ? list("") : "");
  return WRITTEN.getOrDefault(path, known.getBytes(StandardCharsets.UTF_8));
}

/// Says that nothing has changed, and no more; over plain HTTP, which clients take when they are
/// refused a WebSocket.
static void watch(HttpExchange exchange) throws IOException {
  if (exchange.getRequestHeaders().containsKey("Upgrade")) {
    exchange.sendResponseHeaders(503, -1);
    return;
  }
  exchange.sendResponseHeaders(200, 0);
  var bookmark =
      "{\"type\": \"BOOKMARK\", \"object\": {\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"3\"}}}\n";
  exchange.getResponseBody().write(bookmark.getBytes());
  exchange.getResponseBody().flush();
  try {
    new CountDownLatch(1).await();
  } catch (InterruptedException e) {
    Thread.currentThread().interrupt();
  }
}
