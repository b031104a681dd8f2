/** Measured studies behind recommendations of the docs. */
package org.sluice.bench.study;
