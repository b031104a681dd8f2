/** Products of matrices, packed or where they lie, and the transposes that pack them. */
package org.sluice.kernels.vector.product;
