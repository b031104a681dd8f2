/** The register of random streams: each purpose has Philox streams or seeds of its own. */
package org.sluice.inversion.random;
