package org.sluice.cli.config;

/**
 * A whole config.
 *
 * @param name a word for the problem, or null
 * @param description a sentence about it, or null
 * @param seed of all random numbers; 1 by default
 * @param data observations
 * @param forward the map G
 * @param population the family μ(α)
 * @param noise the family η(Γ)
 * @param nature what simulated data are drawn from where it is not the model, or null
 * @param surrogate what stands in for G, or null
 * @param loss how the loss is sampled and differentiated
 * @param regulariser what is added to it
 * @param optimiser steps and step sizes
 * @param stop when to end early
 * @param run backend, precision and threads
 */
public record Config(
    String name,
    String description,
    Long seed,
    DataConfig data,
    ForwardConfig forward,
    PopulationConfig population,
    NoiseConfig noise,
    NatureConfig nature,
    SurrogateConfig surrogate,
    LossConfig loss,
    RegulariserConfig regulariser,
    OptimiserConfig optimiser,
    StopConfig stop,
    RunConfig run) {

  /** Fills in defaults and checks that the tables without defaults are there. */
  public Config {
    seed = seed == null ? 1 : seed;
    Require.present("data", data);
    Require.present("forward", forward);
    Require.present("population", population);
    Require.present("noise", noise);
    loss = loss == null ? LossConfig.defaults() : loss;
    regulariser = regulariser == null ? RegulariserConfig.defaults() : regulariser;
    optimiser = optimiser == null ? OptimiserConfig.defaults() : optimiser;
    stop = stop == null ? StopConfig.defaults() : stop;
    run = run == null ? RunConfig.defaults() : run;
  }
}
