/**
 * Populational inverse problems: parameter measures, noise models, forward maps and the inversion
 * that recovers both laws from observations. Formulas and their numbers: {@code
 * docs/conventions.md}.
 */
package org.sluice.inversion;
