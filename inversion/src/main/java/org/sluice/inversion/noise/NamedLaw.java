package org.sluice.inversion.noise;

/**
 * The register of the laws that the components of noise may have, each with the word that configs
 * use. To add a law, write a {@link NoiseLaw} and enter it here.
 */
public enum NamedLaw {
  /** Normal components, ψ(ζ) = ζ. */
  GAUSSIAN("gaussian", null),
  /** Laplace's law. */
  LAPLACE("laplace", new LaplaceLaw()),
  /** Student's law with unknown degrees of freedom. */
  STUDENT("student", new StudentLaw());

  private final String word;
  private final NoiseLaw law;

  NamedLaw(String word, NoiseLaw law) {
    this.word = word;
    this.law = law;
  }

  /** The word in configs. */
  public String word() {
    return word;
  }

  /**
   * Noise with this law's components.
   *
   * @param covariance the family of Γ, with normal components
   */
  public NoiseModel shape(NoiseModel covariance) {
    return law == null ? covariance : new ShapedNoise(covariance, law);
  }
}
