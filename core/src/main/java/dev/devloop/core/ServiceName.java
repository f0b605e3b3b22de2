package dev.devloop.core;

/// The name of a service: a DNS label, as it stands under `services` in dev-config.yaml.
public record ServiceName(String value) implements Comparable<ServiceName> {

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
