package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backends are found on the module path as well, where META-INF/services is not read. */
class ModulePathTest {

  private static final String PROGRAM =
      """
      import org.sluice.kernels.*;

      class Names {
        public static void main(String[] arguments) {
          for (BackendProvider provider : Backends.providers()) {
            System.out.println(provider.name() + " in " + provider.getClass().getModule());
          }
          try (Backend backend = Backends.open("auto", Parallelism.serial()).backend()) {
            System.out.println(backend.name());
          }
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void bothBackendsOfTheModuleAreFound() throws Exception {
    Path program = Files.writeString(folder.resolve("Names.java"), PROGRAM);
    List<String> lines =
        ChildJvm.run(
            "-p",
            ChildJvm.classes().toString(),
            "--add-modules=org.sluice.kernels,jdk.incubator.vector",
            program.toString());
    assertThat(lines)
        .containsExactly(
            "vector in module org.sluice.kernels", "scalar in module org.sluice.kernels", "vector");
  }
}
