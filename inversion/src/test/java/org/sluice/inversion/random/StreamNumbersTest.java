package org.sluice.inversion.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sources take the numbers of random streams from the register and make none. */
class StreamNumbersTest {

  private static final Path INVERSION = Path.of("src/main/java/org/sluice/inversion");
  private static final Path COMMAND = Path.of("../cli/src/main/java/org/sluice/cli");

  /** A call that draws, and in which place its argument for the stream is. */
  private record Drawing(Pattern call, int place) {}

  // A layer is given its draws, which know the stream, where a network is given seed and stream.
  private static final Pattern GIVEN_DRAWS = Pattern.compile("draws|new Draws\\(.*");

  private static final List<Drawing> DRAWINGS =
      List.of(
          new Drawing(Pattern.compile("\\bPhilox\\s*\\.\\s*(bits|uniform|normal)\\("), 1),
          new Drawing(Pattern.compile("\\.\\s*(normals|uniforms|drawRows)\\("), 1),
          new Drawing(Pattern.compile("\\bStandardNormals\\s*\\.\\s*fill\\("), 1),
          new Drawing(Pattern.compile("\\.\\s*initialise\\("), 1),
          new Drawing(Pattern.compile("\\bnew Draws\\("), 1),
          new Drawing(Pattern.compile("\\.\\s*alongRandom\\("), 1),
          new Drawing(Pattern.compile("\\bDirections\\s*\\.\\s*fill\\("), 2));

  private static final Pattern OF_THE_REGISTER =
      Pattern.compile(
          "RandomStream\\s*\\.\\s*[A-Z_]+\\s*\\.\\s*(of|number)\\(.*\\)", Pattern.DOTALL);
  private static final Pattern HANDED_ON =
      Pattern.compile("stream|stream\\.(of\\(step\\)|number\\(\\))|systems\\.of\\(step\\)");
  private static final Pattern LOCAL = Pattern.compile("\\b(?:long|int) stream =\\s*([^;]*);");

  @Test
  void everyDrawTakesItsStreamFromTheRegister() throws IOException {
    List<String> own = new ArrayList<>();
    int draws = 0;
    for (Path file : sources()) {
      String source = Files.readString(file);
      for (Drawing drawing : DRAWINGS) {
        Matcher call = drawing.call.matcher(source);
        while (call.find()) {
          List<String> arguments = arguments(source, call.end());
          if (arguments.size() > drawing.place
              && !GIVEN_DRAWS.matcher(arguments.getFirst()).matches()) {
            draws++;
            String stream = arguments.get(drawing.place);
            if (!OF_THE_REGISTER.matcher(stream).matches()
                && !HANDED_ON.matcher(stream).matches()) {
              own.add(file.getFileName() + ": " + stream);
            }
          }
        }
      }
    }
    assertThat(own).isEmpty();
    assertThat(draws).isGreaterThan(20);
  }

  @Test
  void aStreamThatIsHandedOnCameFromTheRegister() throws IOException {
    List<String> own = new ArrayList<>();
    for (Path file : sources()) {
      Matcher local = LOCAL.matcher(Files.readString(file));
      while (local.find()) {
        String value = local.group(1);
        // A hash of a trajectory's parameters begins at 0 and ends in the register.
        boolean hash = value.equals("0") || value.startsWith("InitialStates.stream(");
        if (!OF_THE_REGISTER.matcher(value).matches() && !hash) {
          own.add(file.getFileName() + ": " + value);
        }
      }
    }
    assertThat(own).isEmpty();
  }

  @Test
  void nobodyElseNamesAStream() throws IOException {
    Pattern constant = Pattern.compile("\\b(long|int) \\w*STREAM\\w*\\b|\\d+L << (5\\d|6\\d)\\b");
    List<String> own = new ArrayList<>();
    for (Path file : sources()) {
      Matcher named = constant.matcher(Files.readString(file));
      while (named.find()) {
        own.add(file.getFileName() + ": " + named.group());
      }
    }
    assertThat(own).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : List.of(INVERSION, COMMAND)) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.startsWith(INVERSION.resolve("random")))
            .forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(200);
    return sources;
  }

  /** The arguments of a call, from behind its opening parenthesis on. */
  private static List<String> arguments(String source, int start) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int begin = start;
    for (int i = start; ; i++) {
      char c = source.charAt(i);
      if (c == '(') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        arguments.add(source.substring(begin, i).strip());
        begin = i + 1;
        if (c == ')') {
          return arguments;
        }
      } else if (c == ')') {
        depth--;
      }
    }
  }
}
