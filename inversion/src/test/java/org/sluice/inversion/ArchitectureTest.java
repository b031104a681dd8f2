package org.sluice.inversion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the module: studies over systems over parts over ground. */
class ArchitectureTest {

  private static final String[] GROUND =
      packages(
          "algebra",
          "checkpoint",
          "discrepancy",
          "dynamics",
          "network",
          "npy",
          "optimise",
          "random",
          "range",
          "text");
  private static final String[] PARTS =
      packages("directions", "forward", "measure", "noise", "surrogate");
  private static final String[] SYSTEMS = packages("population");

  private static JavaClasses inversion;

  private static String[] packages(String... names) {
    return Stream.of(names)
        .map(name -> "org.sluice.inversion." + name + "..")
        .toArray(String[]::new);
  }

  @BeforeAll
  static void read() {
    inversion =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sluice.inversion");
  }

  @Test
  void systemsUsePartsAndPartsTheGround() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.sluice.inversion..")
        .withOptionalLayers(true)
        .layer("ground")
        .definedBy(GROUND)
        .layer("parts")
        .definedBy(PARTS)
        .layer("systems")
        .definedBy(SYSTEMS)
        .layer("study")
        .definedBy(packages("study"))
        .whereLayer("study")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("systems")
        .mayOnlyBeAccessedByLayers("study")
        .whereLayer("parts")
        .mayOnlyBeAccessedByLayers("systems", "study")
        .ensureAllClassesAreContainedInArchitecture()
        .check(inversion);
  }

  @Test
  void systemsDoNotKnowEachOther() {
    for (String system : SYSTEMS) {
      String[] others =
          Stream.of(SYSTEMS).filter(each -> !each.equals(system)).toArray(String[]::new);
      if (others.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(system)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .check(inversion);
      }
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.sluice.inversion.(**)").should().beFreeOfCycles().check(inversion);
  }

  @Test
  void theRoomsOfThePopulationAreInOrder() {
    List<String> rooms =
        List.of("problem", "settings", "simulate", "samples", "step", "newton", "examine");
    for (int lower = 0; lower < rooms.size(); lower++) {
      List<String> higher = new ArrayList<>(rooms.subList(lower + 1, rooms.size()));
      higher.add("uncertainty");
      String[] above =
          higher.stream()
              .map(room -> "org.sluice.inversion.population." + room)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("org.sluice.inversion.population." + rooms.get(lower))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.sluice.inversion.population")
          .check(inversion);
    }
    noClasses()
        .that()
        .resideInAPackage("org.sluice.inversion.population")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sluice.inversion.population.uncertainty")
        .check(inversion);
  }
}
