/** Observations simulated from given laws, the truth recoverable from them, and held-out parts. */
package org.sluice.inversion.population.simulate;
