package org.sluice.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of the benchmarks: no cycles, with the command above all of them. */
class ArchitectureTest {

  private static JavaClasses bench;

  @BeforeAll
  static void read() {
    bench =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice.bench");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.sluice.bench.(*)..").should().beFreeOfCycles().check(bench);
    noClasses()
        .that()
        .resideInAPackage("org.sluice.bench.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sluice.bench")
        .because("the command uses all packages and none uses the command")
        .check(bench);
  }
}
