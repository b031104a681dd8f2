/** Examinations of a problem and of an estimate: gradients, curvature, surrogates, degeneration. */
package org.sluice.inversion.population.examine;
