package org.sluice.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NamedNumbersTest {

  private static final List<String> NAMES = List.of("mean[1]", "mean[2]", "sd[1]", "sd[2]");

  @Test
  void listsSingleNumbersAndNamesAreTaken() {
    assertThat(
            NamedNumbers.complete("start", table("{'mean': [1, 2], 'sd': 3, 'sd[2]': 4}"), NAMES))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> NamedNumbers.complete("start", table("{'mean': 1}"), NAMES))
        .hasMessage("start.sd[1] is missing; start needs mean[1], mean[2], sd[1], sd[2]");
    assertThatThrownBy(() -> NamedNumbers.partial("start", table("{'maen': 1}"), NAMES))
        .hasMessage("start.maen is not known; did you mean mean?");
    assertThatThrownBy(() -> NamedNumbers.partial("start", table("{'mean': [1]}"), NAMES))
        .hasMessage("start.mean has 1 numbers, but 2 are needed: mean[1], mean[2]");
    assertThatThrownBy(() -> NamedNumbers.partial("start", table("{'mean': 'x'}"), NAMES))
        .hasMessageContaining("start.mean must be a finite number");
  }

  private static Map<String, JsonNode> table(String json) {
    JsonNode node = new JsonMapper().readTree(json.replace('\'', '"'));
    Map<String, JsonNode> table = new HashMap<>();
    node.properties().forEach(entry -> table.put(entry.getKey(), entry.getValue()));
    return table;
  }
}
