/** Loss and gradient at each size, and their distance from the floor. */
package org.sluice.bench.loss;
