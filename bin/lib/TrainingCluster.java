import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
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

/// What the training run of the build speaks to, until it is ended:
/// `java TrainingCluster.java KEYS KUBECONFIG ENGINE`. It answers as an API server with one pod and as
/// a container engine with one container do, so that the start-up cache gets the code that reads such
/// answers. It writes a kubeconfig, and the address of its engine.
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

static final String CONTAINER =
    """
    {"Id": "c", "Name": "/c", "Image": "sha256:1", "Created": "2026-01-01T00:00:00Z",
     "State": {"Status": "running", "Running": true, "Paused": false, "Restarting": false},
     "Config": {"Image": "image", "Labels": {"a": "b"}, "Env": ["A=b"]},
     "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "80"}]}},
     "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "80"}]},
      "Networks": {"devloop": {"NetworkID": "n", "IPAddress": "172.18.0.2"}}}, "Mounts": []}
    """;

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
        Map.entry("/containers/json", "[{\"Id\": \"c\", \"Names\": [\"/c\"]}]"),
        Map.entry("/containers/c/json", CONTAINER),
        Map.entry("/images/json", "[{\"Id\": \"sha256:1\", \"RepoTags\": [\"image:1\"]}]"),
        Map.entry(
            "/images/image/json",
            "{\"Id\": \"sha256:1\", \"RepoTags\": [\"image:1\"], \"Config\": {\"Labels\": {\"a\": \"b\"}}}"),
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
  tls.init(keys.getKeyManagers(), null, null);
  var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  var api = HttpsServer.create(loopback, 0);
  api.setHttpsConfigurator(new HttpsConfigurator(tls));
  var engine = HttpServer.create(loopback, 0);
  for (var server : new HttpServer[] {api, engine}) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange));
    server.start();
  }
  var alias = store.aliases().nextElement();
  var certificate = pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
  var key = pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
  Files.writeString(
      Path.of(args[1]),
      """
      apiVersion: v1
      kind: Config
      clusters:
        - {name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}
      users: [{name: u, user: {client-certificate-data: %s, client-key-data: %s}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      current-context: c
      """
          .formatted(api.getAddress().getPort(), certificate, certificate, key));
  Files.writeString(Path.of(args[2]), "tcp://127.0.0.1:" + engine.getAddress().getPort());
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
    if (query.contains("watch=true")) {
      watch(exchange);
      return;
    }
    // engines have their version in front
    var path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.\\d+/", "/");
    var answer = exchange.getRequestMethod().equals("GET") ? get(path) : write(path, body);
    exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
  }
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
