/** How sure a result is: bootstrap intervals and the goodness of fit. */
package org.sluice.inversion.uncertainty;
