package org.sluice.cli.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A record's components as a table's keys.
 *
 * @param type the record
 * @param parts its components
 */
record RecordShape(Class<?> type, List<Part> parts) {

  /**
   * A component.
   *
   * @param key in snake case
   * @param component as declared
   */
  record Part(String key, RecordComponent component) {

    Class<?> type() {
      return component.getType();
    }

    Type genericType() {
      return component.getGenericType();
    }

    /**
     * Whether its keys stand in the table of the record around it.
     *
     * @param inner whether that record is itself in the table of another
     */
    boolean sharesTable(boolean inner) {
      return component.isAnnotationPresent(SameTable.class) || inner && type().isRecord();
    }

    /** Whether a value of its type can be written. */
    boolean isReadable() {
      return Values.isReadable(type());
    }
  }

  static RecordShape of(Class<?> type) {
    return new RecordShape(
        type,
        Arrays.stream(type.getRecordComponents())
            .map(component -> new Part(key(component.getName()), component))
            .toList());
  }

  /** {@code learning_rate} for {@code learningRate}. */
  static String key(String name) {
    return name.replaceAll("(\\p{Lu})", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The value of a component that is not written; null if there is none. */
  Object defaultOf(Part part) {
    Object defaults = defaults(type);
    if (defaults != null) {
      return valueOf(part, defaults);
    }
    return part.type().isRecord() ? defaults(part.type()) : null;
  }

  /** A component of a record of this shape. */
  Object valueOf(Part part, Object table) {
    Method accessor = part.component().getAccessor();
    accessor.setAccessible(true);
    return call(() -> accessor.invoke(table));
  }

  private static Object defaults(Class<?> type) {
    Method method;
    try {
      method = type.getDeclaredMethod("defaults");
    } catch (NoSuchMethodException _) {
      return null;
    }
    method.setAccessible(true);
    return call(() -> method.invoke(null));
  }

  /** The record with these components; throws the exceptions of its constructor. */
  Object create(List<Object> values) {
    Class<?>[] types = parts.stream().map(Part::type).toArray(Class<?>[]::new);
    return call(() -> {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    });
  }

  /** A call by reflection. */
  interface Call {
    Object run() throws ReflectiveOperationException;
  }

  /** Makes a call and throws the unchecked exception that the called code throws. */
  static Object call(Call call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
