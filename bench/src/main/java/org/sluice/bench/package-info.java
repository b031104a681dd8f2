/**
 * JMH benchmarks of the kernels. {@code java -jar bench/target/benchmarks.jar} runs them all; each
 * checks its result against the scalar backend before it measures.
 */
package org.sluice.bench;
