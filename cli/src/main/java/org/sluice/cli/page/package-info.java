/** Pages: HTML, Markdown, charts, tables of text and JSON. */
package org.sluice.cli.page;
