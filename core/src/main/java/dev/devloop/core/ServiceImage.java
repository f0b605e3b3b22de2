package dev.devloop.core;

import java.util.Optional;

/// How far a service's image is. Rounds count the occasions to look at its inputs: a round without
/// a change of them costs next to nothing.
///
/// @param wanted the newest round that somebody asked for; 0 when the service needs no image
/// @param force the newest round builds from nothing, whatever the inputs
/// @param made the newest round that ended well
/// @param reference the image in the engine, of the round `made`
/// @param delivered what `reference` is called in the registry, once it is there
public record ServiceImage(
    int wanted, boolean force, int made, String reference, Optional<String> delivered) {

  /// Nothing to make.
  public static final ServiceImage NONE = new ServiceImage(0, false, 0, "", Optional.empty());

  /// One more round.
  public ServiceImage again(boolean forced) {
    return new ServiceImage(wanted + 1, force || forced, made, reference, delivered);
  }

  /// A round ended with an image.
  public ServiceImage made(int round, String image) {
    if (round > wanted || round <= made) {
      return this; // of an earlier life of the service
    }
    return new ServiceImage(
        wanted,
        force && round < wanted,
        round,
        image,
        image.equals(reference) && !force ? delivered : Optional.empty());
  }

  /// The image is where the cluster gets it.
  public ServiceImage deliveredAs(String image) {
    return new ServiceImage(wanted, force, made, reference, Optional.of(image));
  }

  /// The registry is gone, or may be.
  public ServiceImage undelivered() {
    return new ServiceImage(wanted, force, made, reference, Optional.empty());
  }

  /// It is made, and the registry does not have it.
  boolean due() {
    return wanted > 0 && delivered.isEmpty();
  }

  /// No round is open and the image is in the registry.
  public boolean settled() {
    return wanted == made && (wanted == 0 || delivered.isPresent());
  }
}
