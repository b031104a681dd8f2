/** From a config to what the inversion works on: model, truth, observations, start, settings. */
package org.sluice.cli.setup;
