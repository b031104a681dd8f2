package org.sluice.inversion.checkpoint;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Everything that a run's iterates depend on, under names: short values as they are, long ones as
 * their hash. A run that differs in one of them cannot continue from its checkpoint.
 */
public final class Traits {

  private static final String HASH = "sha256:";
  private static final int MOST = 1000;

  private final SequencedMap<String, String> values = new LinkedHashMap<>();
  private final Set<String> limits = new HashSet<>();

  /** None yet. */
  public Traits() {}

  /** Adds a short value. */
  public void add(String name, Object value) {
    values.put(name, String.valueOf(value));
  }

  /** Adds a limit, which a run that continues may raise. */
  public void addLimit(String name, long value) {
    values.put(name, String.valueOf(value));
    limits.add(name);
  }

  /** Adds a value that is too long to be shown, by its SHA-256. */
  public void addHash(String name, byte[] hash) {
    values.put(name, HASH + HexFormat.of().formatHex(hash));
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Describes the first difference of a run with these traits from one with the other ones. */
  Optional<String> difference(Traits other) {
    for (Map.Entry<String, String> trait : values.entrySet()) {
      String theirs = other.values.get(trait.getKey());
      if (!trait.getValue().equals(theirs) && !isRaised(trait, theirs)) {
        return Optional.of(
            theirs == null || trait.getValue().startsWith(HASH)
                ? "its %s differ".formatted(trait.getKey())
                : "its %s was %s and is now %s"
                    .formatted(trait.getKey(), theirs, trait.getValue()));
      }
    }
    return values.size() == other.values.size()
        ? Optional.empty()
        : Optional.of("it has other settings");
  }

  private boolean isRaised(Map.Entry<String, String> trait, String theirs) {
    return theirs != null
        && limits.contains(trait.getKey())
        && theirs.matches("\\d{1,18}")
        && Long.parseLong(theirs) <= Long.parseLong(trait.getValue());
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, String> trait : values.entrySet()) {
      out.writeUTF(trait.getKey());
      out.writeUTF(trait.getValue());
    }
  }

  static Traits read(DataInput in) throws IOException {
    Traits traits = new Traits();
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("a checkpoint cannot have %d traits".formatted(count));
    }
    for (int i = 0; i < count; i++) {
      traits.values.put(in.readUTF(), in.readUTF());
    }
    return traits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Traits traits && values.equals(traits.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }
}
