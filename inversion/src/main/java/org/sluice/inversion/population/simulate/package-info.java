/** Observations simulated from given laws, what can be recovered from them, and held-out parts. */
package org.sluice.inversion.population.simulate;
