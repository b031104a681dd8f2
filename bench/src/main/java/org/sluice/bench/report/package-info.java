/** The found numbers as Markdown, JSON and a chart. */
package org.sluice.bench.report;
