package org.sluice.bench.report;

import java.util.List;
import java.util.Map;

/** Maps, lists, numbers, truth values, null, and the text of anything else, as JSON (RFC 8259). */
final class Json {

  private Json() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(separator);
          quote(entry.getKey().toString(), text);
          text.append(":");
          write(entry.getValue(), text);
          separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          text.append(separator);
          write(element, text);
          separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
      }
      case Boolean truth -> text.append(truth);
      // JSON has no NaN and no infinities.
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      default -> quote(value.toString(), text);
    }
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    for (char letter : string.toCharArray()) {
      if (letter == '"' || letter == '\\') {
        text.append('\\').append(letter);
      } else if (letter < ' ') {
        text.append(String.format("\\u%04x", (int) letter));
      } else {
        text.append(letter);
      }
    }
    text.append('"');
  }
}
