/** What the machine can do at best, measured in the same run as everything else. */
package org.sluice.bench.ceiling;
