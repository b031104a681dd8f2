/**
 * Checks of settings, whose failures name the setting, so that a reader of configs can name its
 * key.
 */
package org.sluice.inversion.range;
