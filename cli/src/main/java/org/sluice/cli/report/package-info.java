/** What a run leaves behind: result.json, trace.csv and report.html. */
package org.sluice.cli.report;
