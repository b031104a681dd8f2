package org.sluice.cli.config;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Writes records as the tables that {@link ConfigReader} reads, without components that are null.
 */
public final class TableWriter {

  private static final TomlMapper MAPPER = new TomlMapper();

  private TableWriter() {}

  /** A record's table, with its defaults. */
  public static ObjectNode write(Object table) {
    ObjectNode node = MAPPER.createObjectNode();
    TypeName name = table.getClass().getAnnotation(TypeName.class);
    if (name != null) {
      node.put("type", name.value());
    }
    write(table, false, node);
    return node;
  }

  private static void write(Object table, boolean inner, ObjectNode node) {
    RecordShape shape = RecordShape.of(table.getClass());
    for (RecordShape.Part part : shape.parts()) {
      Object value = shape.valueOf(part, table);
      if (value == null) {
        continue;
      }
      if (part.sharesTable(inner)) {
        write(value, true, node);
      } else if (value instanceof Enum<?>) {
        node.put(part.key(), Values.word(value));
      } else if (value instanceof Record) {
        node.set(part.key(), write(value));
      } else {
        node.set(part.key(), MAPPER.valueToTree(value));
      }
    }
  }
}
