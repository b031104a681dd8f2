/** Sources of the directions of slices: random, quasi-random or given. */
package org.sluice.inversion.directions;
