/**
 * The multilayer perceptron's primitives: activations, their derivatives and element-wise loops.
 */
package org.sluice.kernels.vector.mlp;
