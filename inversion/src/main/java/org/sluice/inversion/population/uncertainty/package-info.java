/** The uncertainty of a result: bootstrap intervals and the goodness of fit. */
package org.sluice.inversion.population.uncertainty;
