package org.sluice.cli.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the file names in settings from the command line absolute, so that all paths of one command
 * line start at the folder where it was typed.
 */
public final class TypedFiles {

  private TypedFiles() {}

  /**
   * The setting with absolute file names, or as it is if it was not typed.
   *
   * @param type the config's record, whose components marked {@link FileName} are files
   */
  public static Setting absolute(Setting setting, Class<?> type) {
    if (!setting.isTyped()) {
      return setting;
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    String[] path = setting.key().split("\\.");
    ObjectNode table = root;
    for (int i = 0; i < path.length - 1; i++) {
      table = table.putObject(path[i]);
    }
    String last = path[path.length - 1];
    table.set(last, setting.value().deepCopy());
    resolve(root, type, false);
    return new Setting(setting.option(), setting.key(), table.get(last));
  }

  private static void resolve(JsonNode node, Type type, boolean inner) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      // A table of a list is given by its name: group.north.data.file.
      node.forEach(each -> resolve(each, generic.getActualTypeArguments()[0], false));
    } else if (type instanceof Class<?> plain && node instanceof ObjectNode table) {
      if (plain.isRecord()) {
        RecordShape.of(plain).parts().forEach(part -> resolve(table, part, inner));
      } else if (plain.isSealed()) {
        for (Class<?> member : plain.getPermittedSubclasses()) {
          resolve(table, member, inner);
        }
      }
    }
  }

  private static void resolve(ObjectNode table, RecordShape.Part part, boolean inner) {
    if (part.sharesTable(inner)) {
      resolve(table, part.genericType(), true);
      return;
    }
    JsonNode value = table.get(part.key());
    FileName mark = part.component().getAnnotation(FileName.class);
    if (value == null) {
      return;
    }
    if (mark == null) {
      resolve(value, part.genericType(), false);
    } else if (value.isString() && isFile(value.stringValue(), mark)) {
      table.put(part.key(), Path.of(value.stringValue()).toAbsolutePath().toString());
    }
  }

  private static boolean isFile(String text, FileName mark) {
    return !text.isBlank() && !List.of(mark.otherThan()).contains(text);
  }
}
