package org.sluice.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.kernels.ElementType;

/** Every peer that is installed agrees with this library or says why it takes no part. */
class ConversationTest {

  private static final LossSize SIZE = new LossSize(203, 7, 21);

  @Test
  void everyPeerAgreesOrSaysWhyItIsMissing() {
    List<String> remarks = new ArrayList<>();
    try (Lineup lineup = new Lineup("python3");
        Match match = new Match(lineup.contestants(1), 1, ElementType.F64, remarks::add);
        Task task = Task.loss(SIZE, ElementType.F64)) {
      List<Match.Score> scores = match.play(task, SIZE.toString(), SIZE.keys(), family -> true);
      assertThat(scores.getFirst().family()).isEqualTo(Contestant.SLUICE);
      assertThat(scores).allSatisfy(score -> assertThat(score.nanos()).isPositive());
      // A loaded machine may be unsteady, which is reported and not a failure.
      List<String> missing =
          remarks.stream().filter(remark -> !remark.contains("did not become steady")).toList();
      assertThat(missing).allMatch(remark -> remark.contains(" is not measured: "));
      assertThat(scores).hasSize(5 - missing.size());
    }
  }

  @Test
  void aPeerThatFailsIsNotWaitedFor() {
    try (Lineup lineup = new Lineup("python3");
        ChildProcess sluice =
            new ChildProcess(lineup.contestants(1).getFirst().command(), Map.of());
        Task task = Task.network(new NetworkSize(List.of(3, 5, 2), 11), ElementType.F32)) {
      assertThat(sluice.ask(task.line())).isIn("ready", "unsteady");
      Answer first = Answer.parse(sluice.ask("run 0"));
      Answer second = Answer.parse(sluice.ask("run 0"));
      assertThat(second.value()).isLessThan(first.value());
      // The answer describes the last of several steps.
      Answer fifth = Answer.parse(sluice.ask("run 0 0 0"));
      assertThat(fifth.value()).isLessThan(second.value());
      assertThat(fifth.nanos()).isPositive();
      assertThatThrownBy(() -> sluice.ask("run none"))
          .isInstanceOf(PeerFailure.class)
          .hasMessageContaining("none");
    }
    assertThatThrownBy(() -> new ChildProcess(List.of("no-such-program"), Map.of()))
        .isInstanceOf(PeerFailure.class)
        .hasMessageContaining("could not be started");
  }
}
