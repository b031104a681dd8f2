/** Newton steps on the objective: its curvature, standard errors, and whether a run has arrived. */
package org.sluice.inversion.population.newton;
