package dev.devloop.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;

/// A specification in the engine's own words.
final class Creation {

  private Creation() {}

  static CreateContainerCmd of(DockerClient docker, ContainerSpec spec) {
    var ports = spec.ports().stream().map(Creation::binding).toList();
    var host =
        HostConfig.newHostConfig()
            .withPortBindings(ports)
            .withBinds(
                spec.volumes().entrySet().stream()
                    .map(v -> new Bind(v.getKey(), new Volume(v.getValue())))
                    .toList())
            .withRestartPolicy(
                spec.restart() ? RestartPolicy.unlessStoppedRestart() : RestartPolicy.noRestart());
    spec.network().ifPresent(host::withNetworkMode);
    var creation =
        docker
            .createContainerCmd(spec.image())
            .withName(spec.name())
            .withEnv(
                spec.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .withLabels(spec.labels())
            .withExposedPorts(ports.stream().map(PortBinding::getExposedPort).toList())
            .withHostConfig(host);
    return spec.command().isEmpty() ? creation : creation.withCmd(spec.command());
  }

  private static PortBinding binding(PublishedPort port) {
    var host = Integer.toString(port.hostPort());
    return new PortBinding(
        new Ports.Binding(port.address(), host), ExposedPort.tcp(port.containerPort()));
  }
}
