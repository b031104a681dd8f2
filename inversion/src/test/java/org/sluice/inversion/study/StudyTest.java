package org.sluice.inversion.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StudyTest {

  private static final Axis SIZES = new Axis("data.simulate", List.of("10", "30"), true);
  private static final Axis METHODS = new Axis("loss.method", List.of("a", "b", "c"), false);

  @Test
  void theGridHoldsEachCombinationAsOftenAsAsked() {
    Study study = new Study(1, List.of(SIZES, METHODS), 4);
    List<Cell> cells = study.cells();
    assertThat(cells).hasSize(24).extracting(Cell::number).isSorted().doesNotHaveDuplicates();
    Map<List<String>, Long> counts =
        cells.stream().collect(Collectors.groupingBy(Cell::values, Collectors.counting()));
    assertThat(counts).hasSize(6).allSatisfy((_, count) -> assertThat(count).isEqualTo(4));
    assertThat(cells).allSatisfy(cell -> assertThat(study.cell(cell.number())).isEqualTo(cell));
    assertThat(study.combination(cells.get(23))).isEqualTo(5);
  }

  @Test
  void methodsShareSeedsAndProblemsAndRepetitionsDoNot() {
    List<Cell> cells = new Study(1, List.of(SIZES, METHODS), 5).cells();
    Map<Long, List<Cell>> bySeed = cells.stream().collect(Collectors.groupingBy(Cell::seed));
    assertThat(bySeed).hasSize(10);
    assertThat(bySeed.values())
        .allSatisfy(shared -> {
          assertThat(shared)
              .extracting(cell -> cell.values().get(0))
              .containsOnly(shared.getFirst().values().get(0));
          assertThat(shared)
              .extracting(Cell::repetition)
              .containsOnly(shared.getFirst().repetition());
        });
  }

  @Test
  void seedsDoNotDependOnWhatElseIsInTheGrid() {
    Axis more = new Axis("data.simulate", List.of("5", "30", "10"), true);
    Function<Study, Map<String, Long>> seeds =
        study ->
            study.cells().stream()
                .filter(cell -> cell.values().contains("a"))
                .collect(
                    Collectors.toMap(
                        cell -> String.join(" ", sorted(cell.values())) + cell.repetition(),
                        Cell::seed));
    Map<String, Long> few = seeds.apply(new Study(1, List.of(SIZES, METHODS), 3));
    Map<String, Long> many = seeds.apply(new Study(1, List.of(METHODS, more), 7));
    assertThat(many).containsAllEntriesOf(few);
    assertThat(seeds.apply(new Study(2, List.of(SIZES, METHODS), 3)).values())
        .doesNotContainAnyElementsOf(few.values());
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  @Test
  void whatIsNoGridIsRefused() {
    assertThatThrownBy(() -> new Axis("x", List.of(), true)).hasMessageContaining("no values");
    assertThatThrownBy(() -> new Axis("x", List.of("1", "1"), true)).hasMessageContaining("twice");
    assertThatThrownBy(() -> new Study(1, List.of(), 1)).hasMessageContaining("at least one axis");
    assertThatThrownBy(() -> new Study(1, List.of(SIZES, SIZES), 1))
        .hasMessageContaining("same name");
    assertThatThrownBy(() -> new Study(1, List.of(SIZES), 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Study(1, List.of(SIZES), Integer.MAX_VALUE))
        .hasMessageContaining("cells, more than");
  }
}
