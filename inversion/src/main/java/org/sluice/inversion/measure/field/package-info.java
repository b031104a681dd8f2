/** Random fields on a line or in a square as parameter measures: functions of series of cosines. */
package org.sluice.inversion.measure.field;
