package org.sluice.inversion.population.invariance;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.LinearMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.forward.ZeroMap;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.EmptyMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.noise.BlockDiagonalNoise;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.KnownCovariances;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.NamedLaw;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.kernels.Matrix;

/** Problems of every population, map, noise and law, each in every unit. */
final class Families {

  private static final double[][] MATRIX = {{1, 0.2}, {0.5, -0.7}, {-0.3, 0.9}, {0.8, 0.4}};
  private static final double[] TIMES = {0.1, 0.5, 1, 2};
  private static final double[] LINEAR = {1, -0.5, 0.8, 0.6};

  private Families() {}

  static Family replicates() {
    return new Family(
        "replicates",
        true,
        unit -> GaussianMeasure.diagonal(1),
        unit -> new ReplicatesMap(3),
        new IsotropicNoise(3),
        new double[] {2, 1},
        new double[] {0.5});
  }

  /** The parameters keep their unit, and the map converts. */
  static Family linear() {
    return linear("linear", new IsotropicNoise(4), 0.4);
  }

  static Family noise(String name, NoiseModel model, double... numbers) {
    return new Family(
        name,
        false,
        unit -> new EmptyMeasure(),
        unit -> new MapInUnit(new ZeroMap(model.dimension()), unit),
        model,
        new double[0],
        numbers);
  }

  private static Family linear(String name, NoiseModel noise, double... numbers) {
    return new Family(
        name,
        false,
        unit -> GaussianMeasure.diagonal(2),
        unit -> new MapInUnit(new LinearMap(MATRIX), unit),
        noise,
        LINEAR,
        numbers);
  }

  private static Family bent(String name, ParameterMeasure measure, double... population) {
    return new Family(
        name,
        false,
        unit -> measure,
        unit -> new MapInUnit(new BentMap(TIMES), unit),
        new IsotropicNoise(4),
        population,
        new double[] {0.2});
  }

  private static Family ofReplicates(
      String name, Function<Unit, ParameterMeasure> measure, double... population) {
    return new Family(
        name,
        true,
        measure,
        unit -> new ReplicatesMap(3),
        new IsotropicNoise(3),
        population,
        new double[] {0.5});
  }

  static Stream<Family> populations() {
    return Stream.of(
        replicates(),
        linear(),
        new Family(
            "full Gaussian with its parameters",
            true,
            unit -> GaussianMeasure.full(2),
            // Parameters take the data's unit, and with it its origin.
            unit -> centred(unit),
            new IsotropicNoise(4),
            new double[] {1, -0.5, 0.8, 0.3, 0.6},
            new double[] {0.3}),
        bent("log-normal", LogNormalMeasure.diagonal(2), -0.5, 0.4, 0.4, 0.3),
        bent("full log-normal", LogNormalMeasure.full(2), -0.5, 0.4, 0.16, 0.03, 0.1),
        bent("log-normal by moments", LogNormalMeasure.byMoments(2), 0.7, 1.5, 0.3, 0.5),
        new Family(
            "log-normal with its parameter",
            true,
            unit -> LogNormalMeasure.diagonal(1),
            unit -> new LinearMap(new double[][] {{1}, {1}, {1}}, shifts(unit, 3)),
            new IsotropicNoise(3),
            new double[] {0.5, 0.6},
            new double[] {0.4}),
        ofReplicates(
            "bounded",
            unit -> new BoundedMeasure(new double[] {unit.value(-1)}, new double[] {unit.value(5)}),
            2,
            0.8),
        ofReplicates("mixture", unit -> new GaussianMixtureMeasure(2, 1), 0.4, -2, 2, 0.6, 0.7),
        ofReplicates("sinh-arcsinh", unit -> new SinhArcsinhMeasure(1), 1, 1, 0.4, 1.1),
        learned(),
        darcy());
  }

  /** In the parameters' own unit about their own origin. */
  private static DifferentiableMap centred(Unit unit) {
    double[] offset = new double[MATRIX.length];
    for (int i = 0; i < offset.length; i++) {
      offset[i] = unit.shift() * (1 - MATRIX[i][0] - MATRIX[i][1]);
    }
    return new LinearMap(MATRIX, offset);
  }

  private static double[] shifts(Unit unit, int count) {
    double[] shifts = new double[count];
    Arrays.fill(shifts, unit.shift());
    return shifts;
  }

  private static Family learned() {
    LearnedMeasure measure = new LearnedMeasure(1, 2);
    double[] numbers = measure.physicalNear(new double[] {1}, new double[] {1});
    return ofReplicates("learned", unit -> new LearnedMeasure(1, 2), numbers);
  }

  private static Family darcy() {
    int nodes = 20;
    return new Family(
        "darcy",
        false,
        unit -> new LogNormalField(FieldGrid.line(DarcyMap.positions(nodes)), 0.3, 1.5),
        unit -> new MapInUnit(new DarcyMap(nodes, Sensors.uniform(5, 1), 10), unit),
        new IsotropicNoise(5),
        new double[] {0.5, Math.log(0.6)},
        new double[] {0.05});
  }

  static Stream<Family> noises() {
    NoiseModel stationary = new StationaryNoise(Correlation.MATERN_3_2, new double[] {0, 1, 2});
    return Stream.of(
        noise("isotropic", new IsotropicNoise(3), 2),
        noise("diagonal", new DiagonalNoise(3), 1, 2, 3),
        noise("full", new FullNoise(3), 1, 0.66, 1.2, 0.5, 0.6, 1),
        noise(
            "exponential",
            new StationaryNoise(Correlation.EXPONENTIAL, new double[] {0, 1, 2.5, 4}),
            1.5,
            2),
        noise("Matérn", stationary, 1.5, 2),
        noise("blocks", new BlockDiagonalNoise(stationary, 2), 1.5, 2),
        noise("Student", NamedLaw.STUDENT.shape(new IsotropicNoise(3)), 1.5, 6),
        noise("Laplace", NamedLaw.LAPLACE.shape(new FullNoise(2)), 1, 0.4, 1.2),
        linear(
            "linear with Student's noise",
            NamedLaw.STUDENT.shape(new DiagonalNoise(4)),
            0.5,
            0.4,
            0.6,
            0.5,
            5),
        known("known deviations", unit -> Family.deviations(unit, 3)),
        known("known covariances", Families::covariances),
        groups());
  }

  private static Family known(String name, Function<Unit, KnownNoise> known) {
    return new Family(
        name,
        true,
        unit -> GaussianMeasure.diagonal(1),
        List.of(unit -> new ReplicatesMap(3)),
        List.of(new IsotropicNoise(3)),
        known,
        new double[] {2, 1},
        new double[] {0.5});
  }

  private static KnownNoise covariances(Unit unit) {
    double variance = 0.04 * unit.factor() * unit.factor();
    double[] all = new double[Family.ROWS * 9];
    for (int e = 0; e < all.length; e++) {
      all[e] = variance * (e % 9 % 4 == 0 ? 1 + e / 9 % 3 : 0.4);
    }
    return new KnownCovariances(Matrix.of(all, Family.ROWS, 9), 3);
  }

  /** Two groups that see the same population in different ways. */
  private static Family groups() {
    return new Family(
        "groups",
        false,
        unit -> GaussianMeasure.diagonal(2),
        List.of(
            unit -> new MapInUnit(new LinearMap(MATRIX), unit),
            unit -> new MapInUnit(new BentMap(TIMES), unit)),
        List.of(new IsotropicNoise(4), new DiagonalNoise(4)),
        null,
        new double[] {0.5, 1, 0.3, 0.4},
        new double[] {0.3, 0.1, 0.15, 0.2, 0.1});
  }

  static Stream<Family> all() {
    return Stream.concat(populations(), noises());
  }
}
