/** The multilayer perceptron: tiles of a batch go through all layers and back in cache. */
package org.sluice.kernels.cpu.mlp;
