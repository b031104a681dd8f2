/** {@code sluice study}: grids of inversions, their files, their summary and its pages. */
package org.sluice.cli.study;
