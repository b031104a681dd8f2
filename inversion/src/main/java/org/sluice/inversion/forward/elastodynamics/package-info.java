/** A vibrating bar with damping, by linear finite elements and Newmark's method. */
package org.sluice.inversion.forward.elastodynamics;
