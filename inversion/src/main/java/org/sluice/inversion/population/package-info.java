/**
 * Populational inverse problems: an inversion recovers the law of the parameters and the law of the
 * noise from observations of many individuals. Formulas: {@code docs/conventions.md}.
 */
package org.sluice.inversion.population;
