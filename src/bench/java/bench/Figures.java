package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Times of one kind, in milliseconds.
final class Figures {

  /// Saves a figure is made of; `BENCH_SAVES` says otherwise.
  static final int SAVES = Integer.parseInt(System.getenv().getOrDefault("BENCH_SAVES", "50"));

  private static final Random RANDOM = new Random();

  private final List<Double> all = new ArrayList<>();

  void add(double millis) {
    all.add(millis);
  }

  double median() {
    return part(0.5);
  }

  double p95() {
    return part(0.95);
  }

  private double part(double share) {
    var sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * sorted.size() - 0.5)));
  }

  static void row(String figure, String measured, String target) {
    System.out.printf(Locale.ROOT, "%-52s %14s %10s%n", figure, measured, target);
  }

  static String ms(double value) {
    return String.format(Locale.ROOT, "%.0f ms", value);
  }

  static String millis(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%.0f ms", value);
  }

  static String ratio(double value, double other) {
    return String.format(Locale.ROOT, "%.2f x", value / other);
  }

  void rows(String figure, String median, String p95) {
    row(figure + ", median of " + all.size(), millis(median()), median);
    row(figure + ", p95", millis(p95()), p95);
  }

  /// A person's pause between two saves: 0.3 to 2 s.
  static void gap() throws InterruptedException {
    Thread.sleep(300 + RANDOM.nextInt(1700));
  }

  /// A text of about 200 bytes that was never saved before.
  static String text(int number) {
    return "save %d %d %s\n".formatted(number, System.nanoTime(), "x".repeat(170));
  }

  static void say(String text) {
    System.err.println(text);
  }
}
