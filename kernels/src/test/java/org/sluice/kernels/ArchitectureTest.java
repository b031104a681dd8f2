package org.sluice.kernels;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages of the kernels. */
class ArchitectureTest {

  private static final String ROOT = "org.sluice.kernels";

  private static JavaClasses kernels;

  @BeforeAll
  static void read() throws Exception {
    kernels =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importLocations(List.of(Location.of(ChildJvm.classes().toUri())));
    assertThat(kernels).hasSizeGreaterThan(100);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(kernels);
    // The pattern has no slice for the root package itself.
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".spi..", ROOT + ".cpu..", ROOT + ".scalar..", ROOT + ".vector..")
        .because("the root package is the public API, and backends are found as services")
        .check(kernels);
  }

  @Test
  void coefficientsAreNumbersAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".coefficients")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java.lang..", ROOT + ".coefficients")
        .check(kernels);
  }

  @Test
  void theEdgeForBackendsKnowsNoBackend() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".spi")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", ROOT, ROOT + ".spi")
        .check(kernels);
  }

  @Test
  void evaluationsDoNotKnowWhoseKernelsTheyRun() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".cpu..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".scalar..", ROOT + ".vector..")
        .check(kernels);
  }

  @Test
  void plainLoopsAndVectorsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".scalar..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".vector..")
        .check(kernels);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".scalar..")
        .check(kernels);
  }

  @Test
  void onlyVectorKernelsTouchTheVectorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".vector..")
        .and()
        .doNotHaveFullyQualifiedName(VectorWidth.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(kernels);
  }

  @Test
  void onlyTheJdkIsUsed() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "com.sun.management", "jdk.incubator.vector", ROOT + "..")
        .check(kernels);
  }
}
