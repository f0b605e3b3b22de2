package dev.devloop.kube;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.ContainerUser;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodOS;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodResourceClaimStatus;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceStatus;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// How objects of the cluster become Java objects.
///
/// A pod is made of some 150 types, and reading the first one makes Jackson look into all of them,
/// with the builder of each: a third of an idle daemon's memory. Parts that nothing here reads are
/// left as trees in the `additionalProperties` of the object that they belong to: their getters
/// give null, and they are written back as they were.
final class Model {

  /// Types that stay trees when they are read. Who needs one of them takes it out.
  private static final Set<Class<?>> TREES =
      Set.of(
          LabelSelector.class,
          // of a pod
          Affinity.class,
          EphemeralContainer.class,
          HostAlias.class,
          LocalObjectReference.class,
          PodDNSConfig.class,
          PodOS.class,
          PodReadinessGate.class,
          PodResourceClaim.class,
          PodSchedulingGate.class,
          PodSecurityContext.class,
          Toleration.class,
          TopologySpreadConstraint.class,
          Volume.class,
          PersistentVolumeClaim.class,
          // of a container
          ContainerPort.class,
          ContainerResizePolicy.class,
          ContainerRestartRule.class,
          EnvFromSource.class,
          EnvVar.class,
          Lifecycle.class,
          SecurityContext.class,
          VolumeDevice.class,
          VolumeMount.class,
          // of their status
          ContainerUser.class,
          HostIP.class,
          PodIP.class,
          PodResourceClaimStatus.class,
          ResourceStatus.class,
          VolumeMountStatus.class,
          // of an event
          EventSource.class);

  private Model() {}

  /// A new one, with caches of its own. Kinds that the code does not name are read as
  /// `GenericKubernetesResource`: a search for all types that there are would load a thousand.
  static KubernetesSerialization serialization() {
    var mapper =
        JsonMapper.builder()
            .addModule(new SimpleModule("trees").setDeserializerModifier(new LeaveTrees()))
            .build();
    var model = new KubernetesSerialization(mapper, false);
    // the end of a watch: only where it is read as one is everything listed anew, after the API
    // server was restarted for one
    model.registerKubernetesResource(Status.class);
    return model;
  }

  @SuppressWarnings("serial") // it is never written
  private static final class LeaveTrees extends BeanDeserializerModifier {
    @Override
    public List<BeanPropertyDefinition> updateProperties(
        DeserializationConfig config,
        BeanDescription bean,
        List<BeanPropertyDefinition> properties) {
      for (Iterator<BeanPropertyDefinition> all = properties.iterator(); all.hasNext(); ) {
        var property = all.next();
        if (property.couldDeserialize() && isTree(property.getPrimaryType())) {
          all.remove();
        }
      }
      return properties;
    }

    /// Who manages which field is half of an object, and for the API server only.
    @Override
    public BeanDeserializerBuilder updateBuilder(
        DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
      if (bean.getBeanClass() == ObjectMeta.class) {
        builder.removeProperty(PropertyName.construct("managedFields"));
        builder.addIgnorable("managedFields");
      }
      return builder;
    }

    private static boolean isTree(JavaType type) {
      return TREES.contains(
          type.isContainerType() ? type.getContentType().getRawClass() : type.getRawClass());
    }
  }
}
