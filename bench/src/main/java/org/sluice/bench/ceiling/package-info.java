/** The machine's ceilings, measured in the same run as everything else. */
package org.sluice.bench.ceiling;
