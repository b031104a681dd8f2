/** The system population: the law of the parameters and of the noise of many individuals. */
package org.sluice.cli.system.population;
