package dev.devloop.kube;

import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the objects of a service that devloop generates. Pure.
public final class Objects {

  /// From SIGTERM to SIGKILL. Short, since many dev servers ignore SIGTERM as process 1; long
  /// enough for a database to write its data.
  private static final long END_SECONDS = 5;

  private final DevConfig config;
  private final ServiceConfig service;
  private final Map<String, String> envFile;
  private final String inputs;

  private Objects(
      DevConfig config, ServiceConfig service, Map<String, String> envFile, String inputs) {
    this.config = config;
    this.service = service;
    this.envFile = new TreeMap<>(envFile);
    this.inputs = inputs;
  }

  /// All objects of the service: a Deployment or a Job, and as needed one or two Services, an
  /// Ingress, a Secret and PersistentVolumeClaims.
  ///
  /// @param service one without `workload`
  /// @param image the reference that the node pulls
  /// @param envFile the variables of its env files, later files over earlier ones; they become the
  ///   Secret, and a change of them rolls the pods
  /// @param inputs digest of all that the service is made from; comes back as
  ///   [dev.devloop.core.Observed#inputs]
  public static List<KubeObject> of(
      DevConfig config,
      ServiceConfig service,
      String image,
      Map<String, String> envFile,
      String inputs) {
    if (service.workload().isPresent()) {
      throw new IllegalArgumentException(service.name() + " is a workload of the manifests");
    }
    return new Objects(config, service, envFile, inputs).all(image);
  }

  private List<KubeObject> all(String image) {
    var made = new ArrayList<HasMetadata>();
    secret().ifPresent(made::add);
    made.addAll(claims());
    Routes.service(config, service, meta(service.name().value())).ifPresent(made::add);
    Routes.exposed(config, service, meta(Routes.exposedName(service.name()))).ifPresent(made::add);
    made.add(service.job() ? job(image) : deployment(image));
    Routes.ingress(config, service, meta(service.name().value())).ifPresent(made::add);
    return made.stream().map(this::finished).toList();
  }

  private KubeObject finished(HasMetadata object) {
    var source = new ObjectSource(name(config), "#services." + service.name());
    var generic = Trees.generic(object);
    if (PodTemplates.of(generic).isPresent()) {
      Finish.workload(generic, service.name(), service.name().value(), inputs, source);
    } else {
      Finish.accessory(generic, source);
    }
    return new KubeObject(generic, source, Optional.of(service.name()), true);
  }

  static String name(DevConfig config) {
    return config.file().startsWith(config.folder())
        ? config.folder().relativize(config.file()).toString()
        : config.file().toString();
  }

  private ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(config.project())
        .withLabels(Labels.of(config.project(), service.name()))
        .build();
  }

  private HasMetadata deployment(String image) {
    var builder =
        new DeploymentBuilder()
            .withMetadata(meta(service.name().value()))
            .withNewSpec()
            .withReplicas(service.replicas())
            .withRevisionHistoryLimit(1)
            .withNewSelector()
            .withMatchLabels(Labels.selector(config.project(), service.name()))
            .endSelector()
            .withTemplate(template(image, "Always"))
            .endSpec()
            .build();
    if (!service.volumes().isEmpty()) {
      // two pods at once would share the data
      builder =
          new DeploymentBuilder(builder)
              .editSpec()
              .withReplicas(Math.min(1, service.replicas()))
              .withNewStrategy()
              .withType("Recreate")
              .endStrategy()
              .endSpec()
              .build();
    }
    return builder;
  }

  /// One try: a second one would hide the first one's cause, and devloop runs it again when asked.
  /// The finished job stays: it is what says that the work is done.
  private HasMetadata job(String image) {
    return new JobBuilder()
        .withMetadata(meta(service.name().value()))
        .withNewSpec()
        .withBackoffLimit(0)
        .withTemplate(template(image, "Never"))
        .endSpec()
        .build();
  }

  private PodTemplateSpec template(String image, String restartPolicy) {
    var claims = claimNames();
    var secrets = envFile.isEmpty() ? List.<String>of() : List.of(secretName());
    var template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.of(config.project(), service.name()))
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy(restartPolicy)
            .withTerminationGracePeriodSeconds(END_SECONDS)
            .withEnableServiceLinks(false)
            .withAutomountServiceAccountToken(false)
            .withContainers(PodShape.container(service, image, secrets, claims))
            .endSpec();
    if (ContainerTrust.given(config)) {
      ContainerTrust.addTo(template, config, service, envFile.keySet());
    }
    if (!envFile.isEmpty()) {
      template.editMetadata().addToAnnotations(Labels.ENV_DIGEST, Digest.of(envFile)).endMetadata();
    }
    PodShape.unguardedTimeout(service)
        .ifPresent(timeout ->
            template
                .editMetadata()
                .addToAnnotations(Labels.READY_TIMEOUT, Long.toString(timeout.toSeconds()))
                .endMetadata());
    for (int i = 0; i < claims.size(); i++) {
      template
          .editSpec()
          .addNewVolume()
          .withName("volume-" + i)
          .withNewPersistentVolumeClaim()
          .withClaimName(claims.get(i))
          .endPersistentVolumeClaim()
          .endVolume()
          .endSpec();
    }
    return template.build();
  }

  private Optional<HasMetadata> secret() {
    if (envFile.isEmpty()) {
      return Optional.empty();
    }
    // `data`, since values of `stringData` that go away would stay in the object
    var data = new LinkedHashMap<String, String>();
    envFile.forEach((key, value) -> data.put(key, base64(value)));
    return Optional.of(
        new SecretBuilder()
            .withMetadata(meta(secretName()))
            .withType("Opaque")
            .withData(data)
            .build());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String secretName() {
    return service.name() + "-env";
  }

  private List<HasMetadata> claims() {
    var names = claimNames();
    var made = new ArrayList<HasMetadata>();
    for (int i = 0; i < names.size(); i++) {
      made.add(
          new PersistentVolumeClaimBuilder()
              .withMetadata(meta(names.get(i)))
              .withNewSpec()
              .withAccessModes("ReadWriteOnce")
              .withNewResources()
              .addToRequests("storage", new Quantity(service.volumes().get(i).size()))
              .endResources()
              .endSpec()
              .build());
    }
    return made;
  }

  private List<String> claimNames() {
    return service.volumes().stream().map(volume -> claimName(volume.path())).toList();
  }

  /// `valkey-data` for `/data`. A path that does not survive as a name gets a bit of its digest, so
  /// that two paths never share a volume.
  private String claimName(String path) {
    var bare = path.replaceAll("^/+|/+$", "");
    var slug = bare.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    var unique = slug.equals(bare) ? slug : slug + "-" + Digest.of(bare).substring(0, 6);
    return service.name() + "-" + unique.replaceAll("^-", "");
  }
}
