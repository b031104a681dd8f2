/** Networks: layers, chains of layers, their weights and their training. */
package org.sluice.inversion.network;
