package dev.devloop.logs;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The secret values that nobody is to see. They may become known at any time; what was stored
/// before is cleaned when it is read. For any thread.
public final class Masks {

  /// Shorter values are ordinary words and numbers: they would blot out half of a log.
  private static final int SHORTEST = 5;

  /// What stands for a value; see [LogFilter] on why its character matters.
  static final String MARK = "***";

  private volatile List<String> secrets = List.of();

  /// Learns values. Of one over several lines each line is a secret, and so is its Base64 form.
  ///
  /// @return those that were not known, as they are looked for
  public synchronized List<String> learn(Collection<String> values) {
    var known = Set.copyOf(secrets);
    var added =
        values.stream()
            .flatMap(Masks::forms)
            .filter(form -> form.length() >= SHORTEST && !known.contains(form))
            .distinct()
            .toList();
    if (!added.isEmpty()) {
      var all = new LinkedHashSet<>(known);
      all.addAll(added);
      var sorted = new ArrayList<>(all);
      // the longest first, since one may be a part of another
      sorted.sort(Comparator.comparingInt(String::length).reversed());
      secrets = List.copyOf(sorted);
    }
    return added;
  }

  private static Stream<String> forms(String value) {
    if (value.strip().length() < SHORTEST) {
      return Stream.empty();
    }
    var encoded =
        Base64.getEncoder().encodeToString(value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Stream.concat(value.lines().map(String::strip), Stream.of(encoded));
  }

  /// The text without secrets.
  public String clean(String text) {
    var cleaned = text;
    for (var secret : secrets) {
      if (cleaned.contains(secret)) {
        cleaned = cleaned.replace(secret, MARK);
      }
    }
    return cleaned;
  }
}
