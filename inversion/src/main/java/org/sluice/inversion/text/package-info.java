/** Numbers as people and programs write them. */
package org.sluice.inversion.text;
