package org.sluice.cli.system.population.config;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.sluice.cli.config.Require;
import org.sluice.inversion.surrogate.ActiveLearningSettings;
import org.sluice.kernels.Activation;
import org.sluice.kernels.ElementType;

/**
 * The table {@code [surrogate]}: what stands in for the forward map, and how it learns. Defaults of
 * learning are those of {@link ActiveLearningSettings}.
 *
 * @param type mlp, lipschitz or fourier
 * @param hidden widths of a perceptron's hidden layers; 64, 64 by default
 * @param activation of a perceptron: tanh, silu, gelu, softplus or relu; silu by default
 * @param grid of a Fourier operator's output field, one or two numbers of points; the forward map's
 *     own where it has one
 * @param modes of a Fourier operator; 12 by default, or as many as the grid holds
 * @param width of a Fourier operator; 32 by default
 * @param layers of a Fourier operator; 4 by default
 * @param members networks whose mean predicts
 * @param inputs what networks see: the parameters (plain) or their logarithms (log); plain by
 *     default
 * @param precision f32 or f64; f64 by default
 * @param presolves N_pre
 * @param repeats share of the solves that are made again, to tell how the solver varies by itself
 * @param until T_a
 * @param every steps from one request to the next
 * @param batch solves in a request
 * @param lag steps from a request to learning
 * @param pretraining Adam steps before the first step
 * @param innerSteps Adam steps in each step
 * @param miniBatch pairs in a mini-batch
 * @param learningRate of Adam
 * @param failures what becomes of a failed solve: drop or redraw; drop by default
 * @param mostFailures share of failed solves past which the run ends
 * @param pairs presimulated pairs, or null
 * @param certificate solves that compare the surrogate with the solver at the end, 0 for none; 200
 *     by default
 */
public record SurrogateConfig(
    String type,
    List<Integer> hidden,
    String activation,
    List<Integer> grid,
    Integer modes,
    Integer width,
    Integer layers,
    Integer members,
    String inputs,
    String precision,
    Integer presolves,
    Double repeats,
    Integer until,
    Integer every,
    Integer batch,
    Integer lag,
    Integer pretraining,
    Integer innerSteps,
    Integer miniBatch,
    Double learningRate,
    String failures,
    Double mostFailures,
    Pairs pairs,
    Integer certificate) {

  private static final int CERTIFICATE = 200;
  private static final int LEAST_CERTIFICATE = 16;

  /**
   * Presimulated pairs in sample files, relative to the config.
   *
   * @param parameters z, n × q
   * @param observations x, n × d
   */
  public record Pairs(String parameters, String observations) {

    /** Checks that both files are named. */
    public Pairs {
      Require.present("surrogate.pairs.parameters", parameters);
      Require.present("surrogate.pairs.observations", observations);
    }
  }

  /** Fills in defaults and checks the ranges. */
  public SurrogateConfig {
    Require.present("surrogate.type", type);
    Require.oneOf("surrogate.type", type, "mlp", "lipschitz", "fourier");
    hidden = hidden == null ? List.of(64, 64) : List.copyOf(hidden);
    Require.atLeast("surrogate.hidden", 1, hidden.isEmpty() ? 1 : Collections.min(hidden));
    activation =
        activation == null
            ? "silu"
            : Require.oneOf(
                "surrogate.activation", activation, "tanh", "silu", "gelu", "softplus", "relu");
    width = width == null ? 32 : Require.atLeast("surrogate.width", 1, width);
    layers = layers == null ? 4 : Require.atLeast("surrogate.layers", 1, layers);
    if (modes != null) {
      Require.atLeast("surrogate.modes", 1, modes);
    }
    precision =
        precision == null ? "f64" : Require.oneOf("surrogate.precision", precision, "f32", "f64");
    inputs = inputs == null ? "plain" : Require.oneOf("surrogate.inputs", inputs, "plain", "log");
    ActiveLearningSettings defaults = ActiveLearningSettings.defaults(1);
    members = members == null ? 1 : Require.atLeast("surrogate.members", 1, members);
    presolves =
        presolves == null
            ? defaults.presolves()
            : Require.atLeast("surrogate.presolves", 0, presolves);
    repeats = repeats == null ? defaults.repeats() : Require.fraction("surrogate.repeats", repeats);
    until =
        until == null
            ? Math.toIntExact(defaults.lastRequest())
            : Require.atLeast("surrogate.until", 0, until);
    every = every == null ? defaults.every() : Require.atLeast("surrogate.every", 1, every);
    batch = batch == null ? defaults.batch() : Require.atLeast("surrogate.batch", 1, batch);
    lag = lag == null ? defaults.lag() : Require.atLeast("surrogate.lag", 0, lag);
    pretraining =
        pretraining == null
            ? defaults.pretraining()
            : Require.atLeast("surrogate.pretraining", 0, pretraining);
    innerSteps =
        innerSteps == null
            ? defaults.innerSteps()
            : Require.atLeast("surrogate.inner_steps", 0, innerSteps);
    miniBatch =
        miniBatch == null
            ? defaults.batchRows()
            : Require.atLeast("surrogate.mini_batch", 1, miniBatch);
    learningRate =
        learningRate == null
            ? defaults.learningRate()
            : Require.positive("surrogate.learning_rate", learningRate);
    failures =
        failures == null ? "drop" : Require.oneOf("surrogate.failures", failures, "drop", "redraw");
    mostFailures =
        mostFailures == null
            ? defaults.mostFailures()
            : Require.fraction("surrogate.most_failures", mostFailures);
    certificate = certificate == null ? CERTIFICATE : certificate;
    if (certificate != 0) {
      Require.atLeast("surrogate.certificate, unless it is 0,", LEAST_CERTIFICATE, certificate);
    }
  }

  /** How the surrogate learns. */
  public ActiveLearningSettings learning(long steps, long seed) {
    return ActiveLearningSettings.defaults(steps)
        .withSolves(presolves, until, every, batch, lag)
        .withRepeats(repeats)
        .withTraining(pretraining, innerSteps, miniBatch, learningRate)
        .withMembers(members)
        .withLogarithms(inputs.equals("log"))
        .withFailures(failures.equals("redraw"), mostFailures)
        .withSeed(seed);
  }

  /** The function between a perceptron's layers. */
  public Activation activationFunction() {
    return Activation.valueOf(activation.toUpperCase(Locale.ROOT));
  }

  /** Type of weights and inputs. */
  public ElementType elementType() {
    return precision.equals("f32") ? ElementType.F32 : ElementType.F64;
  }
}
