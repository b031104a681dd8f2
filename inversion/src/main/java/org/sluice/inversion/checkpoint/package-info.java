/** Checkpoint files, from which an inversion continues after it was stopped or killed. */
package org.sluice.inversion.checkpoint;
