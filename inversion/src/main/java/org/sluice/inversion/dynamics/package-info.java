/**
 * Dynamical systems: laws by which the state of a system moves on in time, for many trajectories
 * side by side.
 */
package org.sluice.inversion.dynamics;
