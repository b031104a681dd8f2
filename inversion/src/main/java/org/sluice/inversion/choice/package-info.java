/** Choice between models: how well each predicts data that it was not fitted to. */
package org.sluice.inversion.choice;
