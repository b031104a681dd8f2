/**
 * The kernels in vectors of {@code jdk.incubator.vector}, and the reasons why a JVM cannot run
 * them.
 */
package org.sluice.kernels.vector;
