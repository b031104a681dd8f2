/** Families of noise laws η(Γ): covariances, and the laws of the components. */
package org.sluice.inversion.noise;
