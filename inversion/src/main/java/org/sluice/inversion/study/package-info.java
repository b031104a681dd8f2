/**
 * Studies: grids of cells that differ in a few settings, their runners and named columns, and
 * statistics over repetitions that compare methods. A study knows no system.
 */
package org.sluice.inversion.study;
