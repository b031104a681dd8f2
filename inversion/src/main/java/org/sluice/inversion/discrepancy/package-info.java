/** Discrepancies between two clouds of samples, and their standard errors from slices. */
package org.sluice.inversion.discrepancy;
