/** Loss and gradient at each size, and how far they are from the floor. */
package org.sluice.bench.loss;
