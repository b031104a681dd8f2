/** Families of noise laws η(Γ) = N(0, Γ). */
package org.sluice.inversion.noise;
