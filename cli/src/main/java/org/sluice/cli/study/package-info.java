/**
 * The command {@code sluice study}: grids of cells of any system, their files, their summary and
 * its pages.
 */
package org.sluice.cli.study;
