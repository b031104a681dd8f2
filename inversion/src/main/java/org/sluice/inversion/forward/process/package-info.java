/** Forward maps that are programs of the user's own, in any language. */
package org.sluice.inversion.forward.process;
