/**
 * Studies: grids of inversions that differ in a few numbers, what is measured in each cell, and the
 * statistics over repetitions that tell one way of inverting from another.
 */
package org.sluice.inversion.study;
