/** Families of noise laws η(Γ): covariances, laws of the components, and known noise. */
package org.sluice.inversion.noise;
