/** Times of operations in turns, after a warm-up, and the heap that they allocate. */
package org.sluice.bench.measure;
