/** Peers in processes of their own, and the conversation with them. */
package org.sluice.bench.peer;
