/** The register of random streams: each purpose has its own Philox streams or seeds. */
package org.sluice.inversion.random;
