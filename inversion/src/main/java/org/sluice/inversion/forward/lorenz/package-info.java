/** Lorenz's chaotic systems of 1996, batched: time-averaged statistics of their trajectories. */
package org.sluice.inversion.forward.lorenz;
