/** Benchmarks of forward maps. */
package org.sluice.bench.physics;
