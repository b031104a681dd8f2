/** A step's model samples with their noise, their derivatives, and the data beside them. */
package org.sluice.inversion.population.samples;
