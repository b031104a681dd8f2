package org.sluice.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.Work;

class SessionTest {

  private final List<String> closed = new ArrayList<>();

  private AutoCloseable part(String name, Exception failure) {
    return () -> {
      closed.add(name);
      if (failure != null) {
        throw failure;
      }
    };
  }

  @Test
  void partsAreClosedInReverseOrderAndOnce() {
    Session session = new Session();
    Arena arena = session.arena();
    session.open(part("a", null));
    session.start("scalar", 2, new Work(1));
    session.open(part("b", null));
    session.open(() -> {
      assertThat(arena.scope().isAlive()).isTrue();
      assertThat(session.backend().name()).isEqualTo("scalar");
      // The threads still work.
      session.parallelism().forEach(2, (_, _) -> {});
    });
    session.close();
    assertThat(closed).containsExactly("b", "a");
    assertThat(arena.scope().isAlive()).isFalse();
    session.close();
    assertThat(closed).hasSize(2);
  }

  @Test
  void allAreClosedWhereSomeOfThemThrow() {
    Session session = new Session();
    Arena arena = session.arena();
    session.open(part("a", null));
    session.open(part("b", new ArithmeticException("of b")));
    session.open(part("c", null));
    session.open(part("d", new IOException("of d")));
    session.open(part("e", null));
    assertThatThrownBy(session::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("of d");
    assertThat(closed).containsExactly("e", "d", "c", "b", "a");
    assertThat(arena.scope().isAlive()).isFalse();
  }

  @Test
  void theFirstFailureIsToldAndHoldsTheOthers() {
    ArithmeticException first = new ArithmeticException("of work");
    ArithmeticException second = new ArithmeticException("of b");
    ArithmeticException third = new ArithmeticException("of a");
    assertThatThrownBy(
            () -> {
              try (Session session = new Session()) {
                session.open(part("a", third));
                session.open(part("b", second));
                throw first;
              }
            })
        .isSameAs(first);
    assertThat(closed).containsExactly("b", "a");
    assertThat(first.getSuppressed()).containsExactly(second);
    assertThat(second.getSuppressed()).containsExactly(third);
  }

  @Test
  void allAreClosedWhereTheBackendIsUnknown() {
    Session session = new Session();
    session.open(part("a", null));
    assertThatThrownBy(() -> session.start("none-such", 2, new Work(1)))
        .hasMessageContaining("there is no backend 'none-such'");
    session.close();
    assertThat(closed).containsExactly("a");
  }
}
