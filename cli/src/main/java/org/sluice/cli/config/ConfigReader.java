package org.sluice.cli.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sluice.cli.SluiceException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads configs, and says in one sentence what is wrong with one. */
public final class ConfigReader {

  private static final TomlMapper MAPPER =
      TomlMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              })
          .build();

  private ConfigReader() {}

  /**
   * A config that was read.
   *
   * @param config the typed config
   * @param tree what was written, with the settings in their places
   */
  public record Read<C>(C config, ObjectNode tree) {}

  /**
   * Reads a config with settings from the command line in place of its own values.
   *
   * @param type a record, whose components name the keys
   * @param displacement makes room for each setting
   * @throws SluiceException naming the file, the key and what to do
   */
  public static <C> Read<C> read(WrittenConfig written, Class<C> type, Displacement displacement) {
    ConfigSource source = written.source();
    ObjectNode tree = tree(source);
    applyAll(written.settings(), displacement, tree);
    try {
      return new Read<>(MAPPER.treeToValue(tree, type), tree);
    } catch (JacksonException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), sentence(e));
    }
  }

  /**
   * Reads a study's config.
   *
   * @throws SluiceException naming the file, the key and what to do
   */
  public static StudyConfig study(ConfigSource source) {
    try {
      return MAPPER.treeToValue(tree(source), StudyConfig.class);
    } catch (JacksonException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), sentence(e));
    }
  }

  /** A table as it would be written, with its defaults. */
  public static <T> ObjectNode written(T table, Class<T> type) {
    return MAPPER.writerFor(type).valueToTree(table);
  }

  /**
   * A config as written.
   *
   * @throws SluiceException if it is no TOML
   */
  public static ObjectNode tree(ConfigSource source) {
    try {
      return (ObjectNode) MAPPER.readTree(source.text());
    } catch (StreamReadException e) {
      throw SluiceException.input(
          e,
          "%s: line %d, column %d: %s",
          source.label(),
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr(),
          firstLine(e.getOriginalMessage()));
    } catch (JacksonException e) {
      throw SluiceException.input(e, "%s: %s", source.label(), firstLine(e.getOriginalMessage()));
    }
  }

  private static void applyAll(List<Setting> settings, Displacement displacement, ObjectNode tree) {
    Map<String, String> seen = new HashMap<>();
    for (Setting setting : settings) {
      String before = seen.put(setting.key(), setting.option());
      if (before != null) {
        throw SluiceException.input(
            "%s is set twice on the command line, by %s and by %s; keep one of them",
            setting.key(), before, setting.option());
      }
      displacement.makeRoom(setting.key(), tree);
    }
    settings.forEach(setting -> setting.applyTo(tree));
  }

  private static String sentence(JacksonException e) {
    String key = key(e.getPath());
    return switch (e) {
      case InputCoercionException _ -> "%s is too large a number".formatted(key);
      case UnrecognizedPropertyException unknown ->
          "%s is not a known key%s"
              .formatted(key, Suggestion.of(unknown.getPropertyName(), names(unknown)));
      case InvalidTypeIdException wrong -> typeSentence(wrong, key);
      case ValueInstantiationException invalid
          when invalid.getCause() instanceof IllegalArgumentException cause ->
          cause.getMessage();
      case MismatchedInputException wrong ->
          "%s must be %s".formatted(key, expected(wrong.getTargetType()));
      default -> "%s: %s".formatted(key, firstLine(e.getOriginalMessage()));
    };
  }

  private static String typeSentence(InvalidTypeIdException wrong, String key) {
    List<String> known =
        Stream.of(wrong.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .toList();
    return wrong.getTypeId() == null
        ? "%s.type is missing; use one of %s".formatted(key, String.join(", ", known))
        : "%s.type must be one of %s, not '%s'%s"
            .formatted(
                key,
                String.join(", ", known),
                wrong.getTypeId(),
                Suggestion.of(wrong.getTypeId(), known).replaceFirst("^; known.*", ""));
  }

  private static Collection<String> names(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
  }

  private static String key(List<JacksonException.Reference> path) {
    StringBuilder key = new StringBuilder();
    for (JacksonException.Reference step : path) {
      if (step.getPropertyName() == null) {
        key.append('[').append(step.getIndex() + 1).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return key.toString();
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == String.class) {
      return "text in quotes";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return "a table";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it cannot be read");
  }
}
