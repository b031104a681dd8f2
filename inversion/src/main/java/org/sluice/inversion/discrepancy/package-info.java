/** Discrepancies between two clouds of samples, and how far their slices determine them. */
package org.sluice.inversion.discrepancy;
