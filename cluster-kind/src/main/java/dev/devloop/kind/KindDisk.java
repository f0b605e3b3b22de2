package dev.devloop.kind;

import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.Engine;
import java.util.List;

/// What all clusters of an engine take of its disk.
public final class KindDisk {

  /// Name of the registry's container.
  public static final String REGISTRY = Names.REGISTRY;

  private final Docker docker;

  private KindDisk(Docker docker) {
    this.docker = docker;
  }

  public static KindDisk of(Engine engine) {
    return new KindDisk(new EngineDocker(engine));
  }

  /// Who holds how much: the engine, the registry, the nodes that run.
  ///
  /// @param built the images that devloop built, in the engine
  public List<DiskUse> holders(List<Built> built) {
    return DiskUse.of(docker, built);
  }

  /// What the clusters need of the images that devloop built.
  public NeededImages needed() {
    return NeededImages.of(docker);
  }
}
