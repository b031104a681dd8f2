package org.sluice.inversion.population.settings;

/** One of the records that {@link Settings} are made of. */
public sealed interface SettingsPart
    permits Method, Sampling, Optimisation, Regularisation, StopRules, Execution {}
