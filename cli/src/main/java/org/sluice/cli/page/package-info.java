/** Pages and charts of every command, as HTML, Markdown, SVG, text tables and JSON. */
package org.sluice.cli.page;
