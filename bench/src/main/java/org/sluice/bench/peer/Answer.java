package org.sluice.bench.peer;

/**
 * A peer's answer after several runs in a row.
 *
 * @param nanos mean time of a run, taken by the peer itself
 * @param value the last one's loss, or squared error
 * @param norm sum of the squares of the gradient's elements, by samples or by parameters
 */
record Answer(long nanos, double value, double norm) {

  static Answer parse(String line) {
    String[] parts = line.split(" ");
    if (parts.length != 3) {
      throw new PeerFailure("it answered '" + line + "'");
    }
    return new Answer(
        Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }
}
