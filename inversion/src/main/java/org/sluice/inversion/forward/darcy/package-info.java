/** A forward map for steady flow through a porous medium in the unit square. */
package org.sluice.inversion.forward.darcy;
