/** The kernels as plain loops. They are the specification of all others. */
package org.sluice.kernels.scalar;
