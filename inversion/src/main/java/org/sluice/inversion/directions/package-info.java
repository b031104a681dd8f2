/** Where the directions of an inversion's slices come from. */
package org.sluice.inversion.directions;
