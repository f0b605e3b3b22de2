package dev.devloop.engine;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Map;

/// Named volumes of an engine.
public final class Volumes {

  private final Calls calls;

  Volumes(Calls calls) {
    this.calls = calls;
  }

  public List<EngineVolume> list(Map<String, String> labels) {
    return ask(
        "list volumes",
        docker -> {
          var found =
              docker
                  .listVolumesCmd()
                  .withFilter("label", Labels.filter(labels))
                  .exec()
                  .getVolumes();
          return found == null
              ? List.<EngineVolume>of()
              : found.stream().map(Volumes::view).toList();
        });
  }

  private static EngineVolume view(InspectVolumeResponse seen) {
    return new EngineVolume(seen.getName(), Labels.of(seen.getLabels()));
  }

  /// Makes a volume; the one that is there when there is one.
  public EngineVolume ensure(String name, Map<String, String> labels) {
    return ask(
        "create volume " + name,
        docker -> {
          // creating one that exists answers with the one that exists
          docker.createVolumeCmd().withName(name).withLabels(labels).exec();
          return view(docker.inspectVolumeCmd(name).exec());
        });
  }

  /// Removes a volume; nothing happens when there is none.
  public void remove(String name) {
    ask(
        "remove volume " + name,
        docker -> {
          try {
            docker.removeVolumeCmd(name).exec();
          } catch (NotFoundException _) {
            // it is gone
          }
          return "";
        });
  }

  private <T> T ask(String doing, Calls.Call<T> call) {
    return calls.request(doing, Calls.USUAL, call);
  }
}
