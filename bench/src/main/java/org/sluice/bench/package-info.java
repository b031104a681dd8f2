/**
 * Benchmarks: {@link org.sluice.bench.Main} measures this machine's ceilings, the loss at each size
 * and, if asked, the peers beside it. {@code org.sluice.bench.kernel} holds the JMH classes.
 */
package org.sluice.bench;
