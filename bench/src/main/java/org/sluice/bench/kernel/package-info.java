/** JMH benchmarks, one class per kernel and one for the whole evaluation. */
package org.sluice.bench.kernel;
