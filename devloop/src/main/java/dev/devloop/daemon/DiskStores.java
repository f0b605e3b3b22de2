package dev.devloop.daemon;

import dev.devloop.core.ClusterAccess;
import dev.devloop.engine.BuildCache;
import dev.devloop.engine.BuiltImages;
import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.EngineImage;
import dev.devloop.engine.ImageStore;
import dev.devloop.kind.DiskUse;
import dev.devloop.kind.KindDisk;
import dev.devloop.kind.NeededImages;
import java.util.List;

/// The stores of an engine and of its clusters.
record DiskStores(Platform platform, ClusterAccess access) implements DiskBudget.Stores {

  @Override
  public List<DiskUse> holders() {
    return KindDisk.of(platform.engine()).holders(built());
  }

  @Override
  public List<Built> built() {
    return BuiltImages.of(platform.engine());
  }

  @Override
  public NeededImages needed() {
    return KindDisk.of(platform.engine()).needed();
  }

  @Override
  public void remove(EngineImage image) {
    store().remove(image);
  }

  @Override
  public void collect() {
    store().collectGarbage(KindDisk.REGISTRY);
  }

  @Override
  public long buildCache() {
    return BuildCache.of(platform.engine()).map(BuildCache::bytes).orElse(0L);
  }

  @Override
  public void trimBuildCache(long bytes) {
    BuildCache.of(platform.engine()).ifPresent(it -> it.trim(bytes));
  }

  private ImageStore store() {
    return ImageStore.of(platform.home(), platform.engine(), access.registry());
  }
}
