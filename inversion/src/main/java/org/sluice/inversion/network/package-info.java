/** Networks: layers, chains of layers, their losses, their weights and their training. */
package org.sluice.inversion.network;
