/** Forward maps that call a user's own program, in any language. */
package org.sluice.inversion.forward.process;
