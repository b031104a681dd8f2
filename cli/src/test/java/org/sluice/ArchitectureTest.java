package org.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md. */
class ArchitectureTest {

  private static final List<String> MODULES =
      List.of("kernels", "native-cuda", "inversion", "bench", "cli");

  private static JavaClasses sluice;

  @BeforeAll
  static void read() {
    sluice =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sluice");
  }

  @Test
  void kernelsDependOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("org.sluice.kernels..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "com.sun.management..", "jdk.incubator.vector..", "org.sluice.kernels..")
        .check(sluice);
  }

  @Test
  void theInversionDoesNotKnowWhichBackendItRunsOn() {
    noClasses()
        .that()
        .resideInAPackage("org.sluice.inversion..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sluice.kernels.*..", "org.sluice.cuda..", "org.sluice.cli..", "org.sluice.bench..")
        .check(sluice);
  }

  @Test
  void theCommandSeesOnlyPublicEdges() {
    noClasses()
        .that()
        .resideInAPackage("org.sluice.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sluice.kernels.*..", "org.sluice.cuda..", "org.sluice.bench..")
        .check(sluice);
  }

  @Test
  void theGpuBackendSeesOnlyTheKernelsEdge() {
    classes()
        .that()
        .resideInAPackage("org.sluice.cuda..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "jcuda..",
            "org.sluice.cuda..",
            "org.sluice.kernels",
            "org.sluice.kernels.spi")
        .check(sluice);
  }

  @Test
  void onlyKernelsAndTheRingOfLorenzTouchTheVectorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sluice.kernels.vector..")
        .and()
        .doNotHaveFullyQualifiedName("org.sluice.kernels.VectorWidth")
        .and()
        .doNotHaveFullyQualifiedName("org.sluice.inversion.dynamics.VectorRingLoops")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(sluice);
  }

  @Test
  void theCommandsPackagesHaveNoCycles() {
    slices().matching("org.sluice.cli.(**)").should().beFreeOfCycles().check(sluice);
    // The pattern has no slice for the root package itself.
    noClasses()
        .that()
        .resideInAPackage("org.sluice.cli.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sluice.cli")
        .check(sluice);
  }

  @Test
  void filesConfigsPagesAndSessionsKnowNoSystem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.sluice.cli.config..",
            "org.sluice.cli.file..",
            "org.sluice.cli.page..",
            "org.sluice.cli.process..",
            "org.sluice.cli.session..",
            "org.sluice.cli.study..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sluice.cli.system..", "org.sluice.cli.command..")
        .check(sluice);
  }

  @Test
  void systemsDoNotKnowEachOther() {
    slices().matching("org.sluice.cli.system.(*)..").should().notDependOnEachOther().check(sluice);
  }

  @Test
  void packagesAreSmallAndSayWhatTheyHold() throws IOException {
    Map<Path, List<String>> packages = new TreeMap<>();
    for (String module : MODULES) {
      try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java", "org"))) {
        sources
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file ->
                packages
                    .computeIfAbsent(file.getParent(), _ -> new ArrayList<>())
                    .add(file.getFileName().toString()));
      }
    }
    assertThat(packages).hasSizeGreaterThan(60);
    assertThat(packages)
        .allSatisfy((folder, files) ->
            assertThat(files).contains("package-info.java").hasSizeLessThanOrEqualTo(25));
  }
}
