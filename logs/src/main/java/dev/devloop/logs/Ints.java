package dev.devloop.logs;

import java.util.Arrays;

/// A growing list of numbers: a boxed one would take five times the memory. Not for several
/// threads.
final class Ints {

  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  /// The index of the last one that is not greater; the numbers grow.
  int floor(int value) {
    int found = Arrays.binarySearch(values, 0, size, value);
    return found >= 0 ? found : -found - 2;
  }

  int size() {
    return size;
  }
}
