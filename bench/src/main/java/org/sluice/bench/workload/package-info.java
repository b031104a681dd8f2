/**
 * Problems of given sizes, the implementations that are measured on them, and the agreement that is
 * required of their results.
 */
package org.sluice.bench.workload;
