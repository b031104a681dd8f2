package org.sluice.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.kernels.ChildJvm;

class JvmFactsTest {

  private static final String SERVER = "OpenJDK 64-Bit Server VM";

  @Test
  void aHotSpotWithC2AndVectorsIsSuitable() {
    assertThat(reason(true, SERVER, "mixed mode, sharing", 4, 128)).isNull();
    assertThat(reason(true, "Java HotSpot(TM) 64-Bit Server VM", "mixed mode", 4, 512)).isNull();
    assertThat(JvmFacts.ofThisJvm().reasonAgainst()).isNull();
  }

  @Test
  void eachReasonIsASentence() {
    assertThat(reason(false, SERVER, "mixed mode", 4, 0))
        .isEqualTo("the JVM was started without --add-modules jdk.incubator.vector");
    assertThat(reason(true, "Eclipse OpenJ9 VM", "JRE 25", 4, 512))
        .isEqualTo(
            "the JVM is 'Eclipse OpenJ9 VM' and not HotSpot, whose compiler C2 the vector kernels need");
    assertThat(reason(true, "OpenJDK 64-Bit Minimal VM", "mixed mode", 4, 512))
        .isEqualTo("the JVM is 'OpenJDK 64-Bit Minimal VM', which has no compiler C2");
    assertThat(reason(true, SERVER, "interpreted mode, sharing", 4, 512))
        .isEqualTo("the JVM runs in interpreted mode; start it without -Xint");
    for (JvmFacts withoutC2 :
        List.of(
            new JvmFacts(true, SERVER, "mixed mode, emulated-client, sharing", 4, 512),
            new JvmFacts(true, SERVER, "mixed mode, sharing", 3, 512))) {
      assertThat(withoutC2.reasonAgainst())
          .isEqualTo(
              "the JVM runs without its compiler C2; start it without -XX:TieredStopAtLevel");
    }
    assertThat(reason(true, SERVER, "mixed mode", 4, 64))
        .isEqualTo("this machine's vectors have 64 bits, and the kernels need 128 or more");
  }

  private static String reason(
      boolean vectorModule, String name, String mode, int highestTier, int vectorBits) {
    return new JvmFacts(vectorModule, name, mode, highestTier, vectorBits).reasonAgainst();
  }

  /** Writes the reason of the JVM that runs it. */
  static final class Main {
    public static void main(String[] arguments) {
      System.out.println(JvmFacts.ofThisJvm().reasonAgainst());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:TieredStopAtLevel=4, null",
    "-XX:-TieredCompilation, null",
    "-Xint, interpreted mode",
    "-XX:TieredStopAtLevel=1, without its compiler C2",
    "-XX:TieredStopAtLevel=3, without its compiler C2",
    "-XX:MaxVectorSize=8, have 64 bits",
  })
  void theFactsAreThoseOfTheJvm(String flag, String reason) throws Exception {
    assertThat(reasonIn(flag, "--add-modules=jdk.incubator.vector")).contains(reason);
  }

  @Test
  void withoutTheVectorModuleNoneOfItsClassesIsTouched() throws Exception {
    assertThat(reasonIn()).isEqualTo(reason(false, SERVER, "mixed mode", 4, 0));
  }

  @Test
  void withoutTheManagementModuleTheModeIsAsked() throws Exception {
    String modules = "--limit-modules=java.base,jdk.incubator.vector";
    String vectors = "--add-modules=jdk.incubator.vector";
    assertThat(reasonIn(modules, vectors)).isEqualTo("null");
    assertThat(reasonIn(modules, vectors, "-XX:TieredStopAtLevel=1")).contains("without its");
  }

  private static String reasonIn(String... flags) throws Exception {
    Path tests =
        Path.of(JvmFactsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.add("-cp");
    arguments.add(ChildJvm.classes() + File.pathSeparator + tests);
    arguments.add(Main.class.getName());
    return String.join("\n", ChildJvm.run(arguments.toArray(String[]::new)));
  }
}
